package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.token.TokenService;
import dev.tokenward.verify.Principal;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What holds for one's own next token. */
@NonBlocking
@Path("/api/v1/account/policy")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Policies", description = "What administrators demand of tokens")
class AccountPolicyResource {

  private final TokenService tokens;
  private final CurrentPrincipal current;

  @Inject
  AccountPolicyResource(TokenService tokens, CurrentPrincipal current) {
    this.tokens = tokens;
    this.current = current;
  }

  @GET
  @Operation(
      operationId = "findOwnLimits",
      summary = "What may my next token be?",
      description =
          "The strictest of the installation's policy and those of all the caller's groups, value"
              + " by value, with what the settings and the token in use allow.")
  @APIResponse(
      responseCode = "200",
      description = "What holds at this moment.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LimitsJson.class),
              examples = @ExampleObject(name = "a policy", value = PolicyAnswers.LIMITS)))
  public Uni<LimitsJson> find() {
    Principal caller = current.get();
    return tokens.limits(caller.maker()).map(limits -> LimitsJson.of(limits, caller.rights()));
  }
}
