package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out with a browser. */
class SignInIT {

  private static final String WRONG = "The username or the password is wrong.";

  @Test
  void whoMayHaveNoTokensIsLedToAPageThatTheyMaySee() {
    Person person = Given.person("admin");

    Response answer = Visits.browser().signIn(person.username(), person.password());

    Visits.redirect(answer, "/account/profile");
  }

  @Test
  void theServicesOwnAddressLeadsToOnesTokens() {
    Visits.redirect(Visits.browser().get("/"), Visits.MY_TOKENS);
  }

  @Test
  void theRightPasswordLeadsToOnesTokens() {
    Person person = Visits.owner();
    WebClient browser = Visits.browser();

    Visits.redirect(browser.signIn(person.username(), person.password()), Visits.MY_TOKENS);

    Visits.page(browser.get(Visits.MY_TOKENS), 200, "My tokens");
  }

  @Test
  void aWrongPasswordIsAnsweredLikeAnUnknownUser() {
    Response wrong = Visits.guesser().signIn(Visits.owner().username(), Secrets.newPassword());
    Response unknown = Visits.guesser().signIn(Given.newName(), Secrets.newPassword());

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(wrong.asString()).contains(WRONG);
    assertThat(unknown.asString()).contains(WRONG);
    assertThat(wrong.getCookies()).doesNotContainKey(Visits.SESSION);
  }

  @Test
  void aDisabledUserIsAnsweredLikeAnUnknownOne() {
    Person person = Visits.owner();
    UserFixtures.change(person.id(), Map.of("activated", false));

    Response answer = Visits.guesser().signIn(person.username(), person.password());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString()).contains(WRONG);
  }

  @ParameterizedTest
  @CsvSource({"'',x", "x,''", "' ',x"})
  void nothingIsCheckedUnlessBothFieldsAreFilledIn(String username, String password) {
    Response answer = Visits.browser().signIn(username, password);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString()).contains("Enter your username and your password.");
  }

  @Test
  void theUsernameIsShownAgainAndThePasswordIsNot() {
    String password = Secrets.newPassword();

    Response answer = Visits.guesser().signIn("<b>\"me", password);

    assertThat(answer.asString())
        .contains("value=\"&lt;b&gt;&quot;me\"")
        .doesNotContain(password)
        .doesNotContain("<b>");
  }

  @Test
  void whoIsNotSignedInIsSentToTheSignInPageAndBack() {
    Person person = Visits.owner();
    WebClient browser = Visits.browser();
    String wanted = "/account/api/new?name=My%20app&expires_in_days=30";

    Response sent = browser.get(Visits.NEW_TOKEN + "?name=My+app&expires_in_days=30");
    Response page = browser.get(sent.header("Location"));
    Response signedIn =
        browser.post(
            "/login",
            Map.of(
                "form",
                WebClient.formToken(page),
                "next",
                wanted,
                "username",
                person.username(),
                "password",
                person.password()));

    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(sent.header("Location")).startsWith("/login?next=%2Faccount%2Fapi%2Fnew");
    assertThat(page.asString()).contains("name=\"next\" value=\"/account/api/new?name=My+app&amp;");
    Visits.redirect(signedIn, wanted);
    Visits.page(browser.get(wanted), 200, "Create a token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/account/../../evil",
        "/account/api\r\nSet-Cookie: x=y",
        "javascript:alert(1)",
        "/api/v1/users/me",
        "/accountevil"
      })
  void nobodyIsSentElsewhereAfterSigningIn(String next) {
    Person person = Visits.owner();
    WebClient browser = Visits.browser();
    String form = WebClient.formToken(browser.get("/login"));

    Response answer =
        browser.post(
            "/login",
            Map.of(
                "form",
                form,
                "next",
                next,
                "username",
                person.username(),
                "password",
                person.password()));

    Visits.redirect(answer, Visits.MY_TOKENS);
  }

  @Test
  void whoIsSignedInNeedsNoSignInPage() {
    WebClient browser = Visits.as(Visits.owner());

    Visits.redirect(browser.get("/login"), Visits.MY_TOKENS);
  }

  @Test
  void aPasswordInTheAddressCountsForNothing() {
    Person person = Visits.owner();
    WebClient browser = Visits.browser();
    String form = WebClient.formToken(browser.get("/login"));

    Response answer =
        browser
            .form(Map.of("form", form, "username", person.username()))
            .queryParam("password", person.password())
            .post("/login");

    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void signingInIsThrottledAsInTheApi() {
    try (Service service =
        Service.builder()
            .env("LOGIN_MAX_ATTEMPTS", "3")
            .env("API_THROTTLE_PER_MINUTE", "20")
            .start()) {
      Target target = Target.of(service);
      WebClient browser = WebClient.of(target);
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(browser.signIn("admin", "wrong-password").statusCode()).isEqualTo(422);
      }

      Response locked = browser.signIn(target.adminUsername(), target.adminPassword());
      Response api =
          Api.of(service)
              .withBasic(target.adminUsername(), target.adminPassword())
              .get(Given.TOKENS);

      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 60);
      assertThat(locked.asString()).contains("Too many attempts. Try again in ");
      assertThat(api.statusCode()).isEqualTo(429);
      for (int more = 0; more < 20; more++) {
        locked = browser.signIn(Given.newName(), "wrong-password");
      }
      assertThat(locked.header("X-RateLimit-Remaining")).isEqualTo("0");
      assertThat(locked.statusCode()).isEqualTo(429);
    }
  }

  @Test
  void whoMayNotHaveTokensIsToldSo() {
    WebClient browser = Visits.as(Given.person("users.view"));

    Visits.page(
        browser.get(Visits.MY_TOKENS), 403, "You do not have the permission that this needs");
    Visits.page(
        browser.get(Visits.NEW_TOKEN), 403, "You do not have the permission that this needs");
  }
}
