package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.token.TokenService;
import dev.tokenward.verify.Principal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What belongs to the API as a whole (Snipe-IT: /version and /logout). */
@NonBlocking
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Service", description = "What belongs to the service as a whole")
class BaseResource {

  private final TokenService tokens;
  private final CurrentPrincipal current;
  private final String version;

  @Inject
  BaseResource(
      TokenService tokens,
      CurrentPrincipal current,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.tokens = tokens;
    this.current = current;
    this.version = version;
  }

  /**
   * The version of the service.
   *
   * @param version as its releases are tagged
   */
  @RegisterForReflection
  record Version(String version) {}

  @GET
  @Operation(
      operationId = "base",
      summary = "Is this the base URL?",
      description = "Says that it is to whoever is known, and where the reference is.")
  @APIResponse(responseCode = "404", ref = "NoEndpoint")
  public Uni<Void> base() {
    return Uni.createFrom().failure(new NotFoundException());
  }

  @GET
  @Path("version")
  @Operation(operationId = "version", summary = "Which version is this?")
  @APIResponse(
      responseCode = "200",
      description = "The version.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Version.class),
              examples = @ExampleObject(name = "version", value = "{\"version\":\"v0.1.0\"}")))
  public Version version() {
    return new Version("v" + version);
  }

  @POST
  @Path("logout")
  @Operation(operationId = "logout", summary = "Revoke the token that makes this call")
  @APIResponse(
      responseCode = "200",
      description = "The token is dead.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Answers.Done.class),
              examples =
                  @ExampleObject(
                      name = "done",
                      value =
                          "{\"status\":\"success\",\"messages\":\"You have been logged out.\",\"payload\":null}")))
  public Uni<Envelope<String>> logout() {
    Principal caller = current.get();
    return tokens
        .revoke(caller.profile().id(), caller.token().orElseThrow().id())
        .map(done -> Envelope.of("You have been logged out.", null));
  }
}
