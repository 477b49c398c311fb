package dev.tokenward.gateway;

import dev.tokenward.assertion.Assertions;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The public keys with which backends check assertions (RFC 7517); none while there are no
 * assertions. Not in the OpenAPI document, because it is found by what it is, and its form is the
 * RFC's.
 */
@NonBlocking
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class KeySetResource {

  private final Assertions assertions;

  @Inject
  KeySetResource(Assertions assertions) {
    this.assertions = assertions;
  }

  /**
   * The keys.
   *
   * @return a JWK set, which may be remembered for a while
   */
  @GET
  @Operation(hidden = true)
  public RestResponse<String> keys() {
    long seconds = assertions.keySetMayBeCached().toSeconds();
    return RestResponse.ResponseBuilder.ok(assertions.keySet())
        .header("Cache-Control", "public, max-age=" + seconds)
        .build();
  }
}
