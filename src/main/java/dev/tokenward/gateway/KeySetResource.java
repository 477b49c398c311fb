package dev.tokenward.gateway;

import dev.tokenward.assertion.Assertions;
import dev.tokenward.http.PageHeaders;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

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
  private final PageHeaders headers;

  @Inject
  KeySetResource(Assertions assertions, PageHeaders headers) {
    this.assertions = assertions;
    this.headers = headers;
  }

  /**
   * The keys.
   *
   * @return a JWK set, which may be remembered for a while
   */
  @GET
  @Operation(hidden = true)
  public String keys() {
    headers.ofPublicAnswer(assertions.keySetMayBeCached());
    return assertions.keySet();
  }
}
