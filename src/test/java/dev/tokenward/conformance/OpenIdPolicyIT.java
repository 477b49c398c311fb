package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider that is the only way in, and makes and takes over nobody. */
class OpenIdPolicyIT {

  private static ProviderVisits visits;

  @BeforeAll
  static void start() {
    visits =
        ProviderVisits.started(
            Map.of("OPENID_CONNECT_PASSWORD_FORM", "false", "OPENID_CONNECT_SIGN_OUT", "true"));
  }

  @AfterAll
  static void stop() {
    if (visits != null) {
      visits.close();
    }
  }

  @Test
  void nobodyIsMadeAndNobodyIsLinkedUnlessThatIsConfigured() {
    String known = visits.newUser(Map.of()).get("username").toString();
    String unknown = Given.newName();

    for (String name : new String[] {known, unknown}) {
      Response answer = visits.signIn(visits.browser(), visits.account(name, Map.of()));

      Visits.page(answer, 403, "You are not signed in");
      assertThat(answer.asString()).contains("You have no account here.");
    }
    assertThat(visits.user(unknown).isMissingNode()).isTrue();
  }

  @Test
  void thePagesTakeNoPassword() {
    WebClient browser = visits.browser();
    Response page = browser.get("/login");

    Response answer =
        browser.post(
            "/login",
            Map.of(
                "username", visits.service().adminUsername(),
                "password", visits.service().adminPassword()));

    assertThat(page.asString())
        .contains("Sign in with Example")
        .doesNotContain("name=\"password\"");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.asString()).contains("does not take passwords on its pages");
    assertThat(browser.cookies()).doesNotContainKey(Visits.SESSION);
  }

  @Test
  void whoSignsOutIsOfferedToSignOutAtTheProviderToo() {
    WebClient browser = visits.browser();

    Response page = browser.get("/login/openid/signed-out");
    Response sent = browser.get("/login/openid/sign-out");

    Visits.page(page, 200, "You are signed out");
    assertThat(page.asString()).contains("Sign out of Example too");
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(sent.header("Location"))
        .startsWith(visits.provider().issuer() + "/session/end?client_id=tokenward&");
    assertThat(sent.getCookies()).isEmpty();
  }
}
