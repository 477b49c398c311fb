package dev.tokenward.bench;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** What any resource costs, before it does anything: JAX-RS and the headers of every answer. */
@NonBlocking
@Path("/bench/rest")
public class RestRoute {

  private static final byte[] BODY =
      ("{\"status\":\"ok\",\"filler\":\"" + "x".repeat(1_200) + "\"}")
          .getBytes(StandardCharsets.US_ASCII);

  /**
   * Answers a constant as long as a user is.
   *
   * @return JSON
   */
  @GET
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] constant() {
    return BODY;
  }
}
