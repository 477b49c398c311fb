package dev.tokenward.api;

import dev.tokenward.config.ApiSettings;
import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.token.Token;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.ScopeService;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The token that makes a request. */
@NonBlocking
@Path("/api/v1/account/token")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Tokens", description = "Create, list and revoke one's own personal access tokens")
class TokenInUseResource {

  private final TokenService tokens;
  private final ScopeService scopes;
  private final CurrentPrincipal current;
  private final int throttlePerMinute;

  @Inject
  TokenInUseResource(
      TokenService tokens, ScopeService scopes, CurrentPrincipal current, ApiSettings settings) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.current = current;
    this.throttlePerMinute = settings.throttlePerMinute();
  }

  @GET
  @Operation(
      operationId = "tokenInUse",
      summary = "Which token is this?",
      description =
          "What the token that makes this call is for, how long it lives and what it allows. Needs no"
              + " permission. With a password there is no token to tell of.")
  @APIResponse(
      responseCode = "200",
      description = "The token, or the error that the request came with a password.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.TokenInUseFound.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "token", value = Answers.TOKEN_IN_USE),
                @ExampleObject(name = "password", value = Answers.NO_TOKEN_IN_USE)
              }))
  @APIResponse(responseCode = "404", ref = "NoTokenInUse")
  public Uni<Envelope<TokenInUseJson>> find() {
    Principal caller = current.get();
    TokenInUse inUse = caller.token().orElseThrow(TokenService::noneInUse);
    return tokens
        .find(inUse.id())
        .chain(
            token ->
                scopes
                    .allowedBy(caller.rights())
                    .map(permissions -> shown(token, permissions, caller)))
        .map(Envelope::of);
  }

  private TokenInUseJson shown(Token token, List<String> permissions, Principal caller) {
    @Nullable Integer shared = throttlePerMinute == 0 ? null : Integer.valueOf(throttlePerMinute);
    return TokenInUseJson.of(token, caller.profile(), permissions, shared);
  }
}
