package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that does not answer, and a service that has none. */
class OpenIdAwayIT {

  @Test
  void passwordsStillWorkWhileTheProviderIsAway() {
    try (Service service =
        Service.builder()
            .env("OPENID_CONNECT_ISSUER", "http://localhost:" + Ports.free())
            .env("OPENID_CONNECT_CLIENT_ID", "tokenward")
            .env("OPENID_CONNECT_CLIENT_SECRET", Secrets.newPassword())
            .env("OPENID_CONNECT_NAME", "Example")
            .start()) {
      Target target = Target.of(service);
      WebClient browser = WebClient.of(target);

      Response answer = browser.get(ProviderVisits.BEGIN);

      Visits.page(answer, 503, "Example does not answer");
      assertThat(answer.header("Retry-After")).isEqualTo("30");
      assertThat(answer.asString()).contains("You can sign in with a password meanwhile.");
      assertThat(browser.get("/login").asString()).contains("Sign in with Example");
      Visits.redirect(
          browser.signIn(target.adminUsername(), target.adminPassword()), Visits.MY_TOKENS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/callback?state=a&code=b", "/signed-out", "/sign-out"})
  void withoutAProviderThereAreNoSuchPages(String path) {
    assertThat(Visits.browser().get(ProviderVisits.BEGIN + path).statusCode()).isEqualTo(404);
    assertThat(Visits.browser().get("/login").asString()).doesNotContain("Sign in with");
  }
}
