package dev.tokenward.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
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

/**
 * Snipe-IT's own sign of life: the process answers. Whether it can serve is told by {@code
 * /q/health/ready}.
 */
@NonBlocking
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Service")
class HealthResource {

  /**
   * A sign of life.
   *
   * @param status always {@code ok}
   */
  @RegisterForReflection
  record Health(String status) {}

  @GET
  @Operation(operationId = "health", summary = "Is the process alive?")
  @APIResponse(
      responseCode = "200",
      description = "It is.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Health.class),
              examples = @ExampleObject(name = "alive", value = "{\"status\":\"ok\"}")))
  public Health health() {
    return new Health("ok");
  }
}
