package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.Revocation;
import dev.tokenward.token.TokenRequest;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.verify.Principal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own personal access tokens (Snipe-IT: /account/personal-access-tokens). */
@NonBlocking
@Path("/api/v1/account/personal-access-tokens")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(PermissionKey.SELF_API)
@Tag(name = "Tokens", description = "Create, list and revoke one's own personal access tokens")
class TokensResource {

  private final TokenService tokens;
  private final CurrentPrincipal current;

  @Inject
  TokensResource(TokenService tokens, CurrentPrincipal current) {
    this.tokens = tokens;
    this.current = current;
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "createToken",
      summary = "Create a token",
      description =
          "The token is shown in this answer and never again. A token with restrictions of its own"
              + " can't create one that has more rights or lives longer.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CreateTokenFields.class),
              examples = {
                @ExampleObject(
                    name = "name only",
                    value = "{\"name\":\"Production Monitoring Script\"}"),
                @ExampleObject(name = "restricted", value = Answers.RESTRICTED_TOKEN)
              }))
  @APIResponse(
      responseCode = "200",
      description = "The token, or what is wrong with a field.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.TokenCreated.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "created", value = Answers.TOKEN_CREATED),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  public Uni<Envelope<TokenJson.Issued>> create(RequestFields fields) {
    TokenRequest request = CreateTokenFields.read(fields);
    return tokens
        .issue(current.get().maker(), request)
        .map(TokenJson.Issued::of)
        .map(issued -> Envelope.of(created(issued.name()), issued));
  }

  @GET
  @Operation(
      operationId = "listTokens",
      summary = "List one's own tokens",
      description = "The active ones, newest first. Nothing in the list lets anybody use a token.")
  @APIResponse(
      responseCode = "200",
      description = "The tokens.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Answers.TokensListed.class),
              examples = @ExampleObject(name = "one token", value = Answers.TOKEN_LIST)))
  public Uni<Envelope<List<TokenJson>>> list(
      @QueryParam("include")
          @DefaultValue("")
          @Parameter(
              description = "Also list expired or revoked tokens, or both, separated by a comma",
              example = "expired,revoked")
          String include) {
    Set<String> also = Set.copyOf(List.of(include.split("\\s*,\\s*", 20)));
    long userId = current.get().profile().id();
    return tokens
        .list(userId, also.contains("expired"), also.contains("revoked"))
        .map(TokenJson::of)
        .map(Envelope::of);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "revokeToken",
      summary = "Revoke a token",
      description =
          "The token is refused from now on. Revoking it again is no error. It may be the token"
              + " that makes this call.")
  @APIResponse(responseCode = "204", description = "The token is dead.")
  @APIResponse(responseCode = "404", ref = "TokenNotFound")
  public Uni<Void> revoke(
      @PathParam("id")
          @Parameter(
              description = "The token's id",
              example = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d")
          String id) {
    Principal caller = current.get();
    return TokenId.parse(id)
        .map(uuid -> tokens.revoke(caller.profile().id(), uuid))
        .orElseGet(() -> Uni.createFrom().item(new Revocation.NotFound()))
        .invoke(TokensResource::refuseUnknown)
        .replaceWithVoid();
  }

  private static void refuseUnknown(Revocation revocation) {
    if (revocation instanceof Revocation.NotFound) {
      throw new ProblemException(new Problem.NotFoundSilently());
    }
  }

  private static String created(String name) {
    return "Personal API Key " + name + " created successfully";
  }
}
