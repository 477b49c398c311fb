package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** What a browser is told about cookies, and what pages may load. */
class SecureCookiesIT {

  @Test
  void cookiesAreOutOfReachOfScriptsAndOtherSites() {
    Given.Person person = Visits.owner();
    WebClient browser = Visits.browser();
    Cookie form = browser.get("/login").getDetailedCookie("tokenward_form");

    Cookie session =
        browser.signIn(person.username(), person.password()).getDetailedCookie(Visits.SESSION);

    for (Cookie cookie : new Cookie[] {form, session}) {
      assertThat(cookie.isHttpOnly()).isTrue();
      assertThat(cookie.getSameSite()).isEqualTo("Lax");
      assertThat(cookie.getPath()).isEqualTo("/");
      assertThat(cookie.getDomain()).isNull();
      assertThat(cookie.getValue()).matches("[A-Za-z0-9_-]{43}");
    }
  }

  @Test
  void cookiesAreSecureWhereTheServiceIsReachedByHttps() {
    try (Service service =
        Service.builder().env("APP_URL", "https://tokens.example.com/tokenward").start()) {
      Target target = Target.of(service);
      WebClient browser = WebClient.of(target);
      Cookie form = browser.get("/login").getDetailedCookie("__Host-tokenward_form");

      Response answer = browser.signIn(target.adminUsername(), target.adminPassword());

      Cookie session = answer.getDetailedCookie("__Host-tokenward_session");
      assertThat(form.isSecured()).isTrue();
      assertThat(session.isSecured()).isTrue();
      assertThat(session.getPath()).isEqualTo("/");
      assertThat(session.getDomain()).isNull();
      assertThat(answer.header("Location")).isEqualTo("/tokenward/account/api");
      assertThat(browser.get(Visits.MY_TOKENS).asString())
          .contains("href=\"/tokenward/account/api/new\"")
          .doesNotContain("href=\"/account");
    }
  }

  @Test
  void cookiesAreSecureWhereTheOperatorSaysSo() {
    try (Service service = Service.builder().env("SECURE_COOKIES", "true").start()) {
      Response page = WebClient.of(Target.of(service)).get("/login");

      assertThat(page.getDetailedCookie("__Host-tokenward_form").isSecured()).isTrue();
    }
  }

  @Test
  void aPageMayLoadNothingButItsOwnFiles() {
    WebClient browser = Visits.as(Visits.owner());

    for (String path : new String[] {Visits.MY_TOKENS, Visits.NEW_TOKEN}) {
      Response page = browser.get(path);

      assertThat(page.header("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                  + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
      assertThat(page.header("Cache-Control")).contains("no-store");
      assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(page.asString())
          .doesNotContain("<style")
          .doesNotContain(" style=")
          .doesNotContainPattern("<script(?! src=\"/files/[0-9a-f]{16}/tokenward.js\")")
          .doesNotContainPattern(" on[a-z]+=");
    }
  }
}
