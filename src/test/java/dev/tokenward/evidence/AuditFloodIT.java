package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Service;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever is refused all the time neither fills the audit log nor hides others in it. */
class AuditFloodIT {

  private static final int TRIES = 60;

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void introspectWithAWrongSecret() {
    Response refused =
        RestAssured.given()
            .auth()
            .preemptive()
            .basic("somebody-else", "not the secret")
            .formParam("token", "any")
            .post(service.baseUri().resolve("/oauth/introspect"));
    assertThat(refused.statusCode()).isEqualTo(401);
  }

  @Test
  void whoGuessesTheSecretsOfClientsDoesNotHideWhoGuessesPasswords() {
    IntStream.range(0, TRIES).forEach(unused -> introspectWithAWrongSecret());

    requests.withBasic("nobody-at-all", "not the password", Map.of());

    await()
        .untilAsserted(
            () ->
                assertThat(AuditRows.of(service, "action", "action = 'sign_in.tried'")).hasSize(1));
    // Twenty in a minute, and a minute may have ended meanwhile.
    assertThat(AuditRows.of(service, "action", "action = 'client.tried'")).hasSizeBetween(20, 40);
  }
}
