package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.QueryFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.TokenAdministration;
import dev.tokenward.token.TokenQuery;
import dev.tokenward.user.Actor;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.verify.Principal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tokens of everybody, for administrators. Snipe-IT has nothing like it. */
@NonBlocking
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(PermissionKey.ADMIN)
@Tag(
    name = "Everybody's tokens",
    description = "Find, inspect and revoke the tokens of everybody, for administrators")
class EverybodysTokensResource {

  private static final String EXAMPLE_ID = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d";

  private final TokenAdministration tokens;
  private final CurrentPrincipal current;
  private final ListQuery.Reader queries;
  private final QueryFields filters;

  @Inject
  EverybodysTokensResource(
      TokenAdministration tokens,
      CurrentPrincipal current,
      ListQuery.Reader queries,
      QueryFields filters) {
    this.tokens = tokens;
    this.current = current;
    this.queries = queries;
    this.filters = filters;
  }

  @GET
  @Operation(
      operationId = "findTokens",
      summary = "Find tokens of everybody",
      description =
          "Those that are as all filters say. A filter that can't be understood is refused, and so"
              + " is one that is unknown.")
  @Parameter(
      name = "user_id",
      in = ParameterIn.QUERY,
      description = "The owner",
      schema = @Schema(type = SchemaType.INTEGER))
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Text that the name contains, in any case",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "preview",
      in = ParameterIn.QUERY,
      description = "The preview, or its last four characters; never the token",
      example = "x9Zq",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "scope",
      in = ParameterIn.QUERY,
      description = "A scope that the token names itself, as it is written there",
      example = "users.view",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "state",
      in = ParameterIn.QUERY,
      description = "Neither revoked nor expired, by default; or expired only; or revoked; or all",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"live", "expired", "revoked", "all"}))
  @Parameter(
      name = "unused",
      in = ParameterIn.QUERY,
      description = "Whether the token never passed",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Parameter(
      name = "last_used_after",
      in = ParameterIn.QUERY,
      description = "The first moment, in ISO 8601, or day of the last use",
      example = "2026-11-01",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "last_used_before",
      in = ParameterIn.QUERY,
      description = "The first moment, in ISO 8601, or day behind the last use",
      example = "2026-11-01",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "expires_after",
      in = ParameterIn.QUERY,
      description = "The first moment, in ISO 8601, or day of the end",
      example = "2026-11-01",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "expires_before",
      in = ParameterIn.QUERY,
      description = "The first moment, in ISO 8601, or day behind the end",
      example = "2026-12-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "created_after",
      in = ParameterIn.QUERY,
      description = "The first moment, in ISO 8601, or day of the creation",
      example = "2026-11-01",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "created_before",
      in = ParameterIn.QUERY,
      description = "The first moment, in ISO 8601, or day behind the creation",
      example = "2026-11-01",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "200",
      description = "A part of the list, or what is wrong with a filter.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {TokenAnswers.TokensFound.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "one token", value = TokenAnswers.TOKENS_FOUND),
                @ExampleObject(name = "invalid filter", value = TokenAnswers.INVALID_FILTER)
              }))
  @APIResponse(responseCode = "422", ref = "InvalidFilter")
  public Uni<ListJson<OwnedTokenJson>> list(@Context UriInfo uri) {
    ListQuery list = queries.read(uri, TokenFilters.NAMES);
    TokenQuery wanted = TokenFilters.read(filters.read());
    return tokens
        .find(wanted, list.request())
        .map(page -> ListJson.of(page, list, OwnedTokenJson::of));
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "findToken",
      summary = "Find one token",
      description = "Whosever it is, and whether or not it is live.")
  @APIResponse(
      responseCode = "200",
      description = "The token.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OwnedTokenJson.class),
              examples = @ExampleObject(name = "token", value = TokenAnswers.TOKEN)))
  @APIResponse(responseCode = "404", ref = "NoSuchToken")
  public Uni<OwnedTokenJson> find(
      @PathParam("id") @Parameter(description = "The token's id", example = EXAMPLE_ID) String id) {
    return tokens.find(id(id)).map(OwnedTokenJson::of);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "revokeAnyToken",
      summary = "Revoke one token of anybody",
      description =
          "The token is refused from now on. Revoking it again is no error. Nobody but a superuser"
              + " revokes the tokens of a superuser.")
  @APIResponse(responseCode = "204", description = "The token is dead.")
  @APIResponse(responseCode = "404", ref = "NoSuchToken")
  public Uni<Void> revoke(
      @PathParam("id") @Parameter(description = "The token's id", example = EXAMPLE_ID) String id) {
    Actor actor = current.get().actor();
    return tokens.revoke(actor, id(id)).replaceWithVoid();
  }

  @POST
  @Path("revoke")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "revokeTokens",
      summary = "Revoke many tokens",
      description =
          "Those that fit all criteria, of which at least one is needed; in one transaction. The"
              + " token that makes the call is spared, and so are those of superusers unless one"
              + " calls. Nobody but a superuser revokes tokens of everybody only because of their"
              + " age.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RevokeTokensFields.class),
              examples =
                  @ExampleObject(name = "old ones of a user", value = TokenAnswers.TO_REVOKE)))
  @APIResponse(
      responseCode = "200",
      description = "How many were revoked, or what is wrong with a criterion.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {TokenAnswers.ManyRevoked.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "revoked", value = TokenAnswers.TOKENS_REVOKED),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  public Uni<Envelope<OwnedTokenJson.Revoked>> revokeMany(RequestFields fields) {
    Principal caller = current.get();
    return tokens
        .revoke(caller.actor(), RevokeTokensFields.read(fields, caller))
        .map(count -> Envelope.of(revoked(count), new OwnedTokenJson.Revoked(count)));
  }

  @POST
  @Path("inspect")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "inspectToken",
      summary = "Whose token is this, and what can it do?",
      description =
          "For a token that was found somewhere. It is hashed and forgotten, and does not count as"
              + " used.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(implementation = InspectTokenFields.class, requiredProperties = "token"),
              examples = @ExampleObject(name = "token", value = TokenAnswers.TO_INSPECT)))
  @APIResponse(
      responseCode = "200",
      description = "The token, its owner and what it can do, or that there is none in the body.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {TokenAnswers.TokenInspected.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "token", value = TokenAnswers.TOKEN_INSPECTED),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  @APIResponse(responseCode = "404", ref = "NoSuchToken")
  public Uni<Envelope<OwnedTokenJson.Inspected>> inspect(RequestFields fields) {
    return tokens
        .inspect(InspectTokenFields.read(fields))
        .map(OwnedTokenJson.Inspected::of)
        .map(Envelope::of);
  }

  private static UUID id(String text) {
    return TokenId.parse(text)
        .orElseThrow(() -> new ProblemException(new Problem.NotFoundSilently()));
  }

  private static String revoked(int count) {
    return count == 1 ? "1 token was revoked." : count + " tokens were revoked.";
  }
}
