package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a session begins, changes its name and ends. */
class SessionLifeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void eachSignInGivesANewSession() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    String first = browser.cookies().get(Visits.SESSION);
    WebClient other = Visits.as(person);

    assertThat(other.cookies().get(Visits.SESSION)).isNotEqualTo(first).hasSize(43);
    assertThat(isIn(browser)).isTrue();
  }

  @Test
  void aSessionThatSomebodyElseChoseIsNotTaken() {
    Person person = Visits.owner();
    WebClient browser = Visits.browser();
    String chosen = Secrets.register(anySessionSecret());
    browser.cookies().put(Visits.SESSION, chosen);

    browser.signIn(person.username(), person.password());

    assertThat(browser.cookies().get(Visits.SESSION)).isNotEqualTo(chosen);
    assertThat(isIn(holding(chosen))).isFalse();
  }

  @Test
  void signingInAgainEndsTheSessionOfTheSameBrowser() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    String former = browser.cookies().get(Visits.SESSION);
    WebClient again = Visits.browser();
    String form = WebClient.formToken(again.get("/login"));
    again.cookies().put(Visits.SESSION, former);

    Response answer =
        again.post(
            "/login",
            Map.of("form", form, "username", person.username(), "password", person.password()));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(isIn(again)).isTrue();
    assertThat(isIn(holding(former))).isFalse();
  }

  @Test
  void signingOutEndsTheSessionHereAndThere() {
    WebClient browser = Visits.as(Visits.owner());
    String session = browser.cookies().get(Visits.SESSION);

    Response answer = browser.submit(Visits.MY_TOKENS, "/logout", Map.of());

    Visits.redirect(answer, "/login");
    assertThat(browser.cookies()).doesNotContainKey(Visits.SESSION);
    assertThat(isIn(holding(session))).isFalse();
  }

  @Test
  void aUserWhoIsDisabledIsSignedOutAtOnce() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);

    UserFixtures.change(person.id(), Map.of("activated", false));
    boolean whileDisabled = isIn(browser);
    UserFixtures.change(person.id(), Map.of("activated", true));

    assertThat(whileDisabled).isFalse();
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  void aUserWhoIsDeletedIsSignedOutAtOnce() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);

    Given.admin().delete(UserFixtures.path(person.id()));

    assertThat(isIn(browser)).isFalse();
  }

  @Test
  void anotherPasswordEndsAllSessions() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    WebClient other = Visits.as(person);
    String password = Secrets.newPassword();

    UserFixtures.change(
        person.id(), Map.of("password", password, "password_confirmation", password));

    assertThat(isIn(browser)).isFalse();
    assertThat(isIn(other)).isFalse();
  }

  @Test
  void anotherChangeOfAUserEndsNone() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);

    UserFixtures.change(person.id(), Map.of("first_name", "Ada"));

    assertThat(isIn(browser)).isTrue();
    assertThat(browser.get(Visits.MY_TOKENS).asString()).contains("Ada");
  }

  @Test
  void whatIsLostIsLostOnTheNextPage() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);

    UserFixtures.change(person.id(), Map.of("permissions", Map.of()));

    assertThat(browser.get(Visits.MY_TOKENS).statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionDoesNotCountForTheApi() {
    WebClient browser = Visits.as(Visits.owner());

    Response read = browser.request().accept("application/json").get(Given.TOKENS);
    Response written =
        browser.form(Map.of("name", "x")).accept("application/json").post(Given.TOKENS);

    Expect.unauthorized(read, Expect.BEARER, Expect.BASIC);
    Expect.unauthorized(written, Expect.BEARER, Expect.BASIC);
  }

  @Test
  void aTokenDoesNotCountForPages() {
    Person person = Visits.owner();

    Response answer = Given.as(person).accept("text/html").get(Visits.MY_TOKENS);

    Visits.redirect(answer, "/login");
  }

  @Test
  void anIdleSessionEnds() {
    try (Service service = service("TOKENWARD_SESSION_IDLE", "3s")) {
      WebClient browser = admin(service);
      WebClient idle = admin(service);

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> isIn(browser) && hasEnded(service, 1));

      assertThat(isIn(idle)).isFalse();
      assertThat(isIn(browser)).isTrue();
    }
  }

  @Test
  void noSessionLastsLongerThanItsLife() {
    try (Service service = service("TOKENWARD_SESSION_LIFE", "3s")) {
      WebClient browser = admin(service);
      assertThat(isIn(browser)).isTrue();

      await().atMost(PATIENCE).until(() -> !isIn(browser));
    }
  }

  @Test
  void aFormOfAnEndedSessionLeadsToTheSignInPage() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    String form = WebClient.formToken(browser.get(Visits.MY_TOKENS));
    UserFixtures.change(person.id(), Map.of("activated", false));

    Response answer = browser.post("/logout", Map.of("form", form));

    Visits.redirect(answer, "/login?ended=1");
    assertThat(browser.get("/login?ended=1").asString()).contains("Your session has ended.");
  }

  private static boolean isIn(WebClient browser) {
    return browser.get(Visits.MY_TOKENS).statusCode() == 200;
  }

  private static WebClient holding(String session) {
    WebClient browser = Visits.browser();
    browser.cookies().put(Visits.SESSION, session);
    return browser;
  }

  private static Service service(String setting, String value) {
    return Service.builder().env(setting, value).env("API_THROTTLE_PER_MINUTE", "0").start();
  }

  private static WebClient admin(Service service) {
    Target target = Target.of(service);
    return WebClient.signedIn(target, target.adminUsername(), target.adminPassword());
  }

  /** Whether so many sessions have not been used for as long as they last. */
  private static boolean hasEnded(Service service, int sessions) {
    try (var connection = service.connectToDatabase();
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select count(*) from sessions where last_seen_at < now() - interval '3 s'")) {
      return result.next() && result.getInt(1) == sessions;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Shaped as one of ours, and unlike anything that another test may send and see in a log. */
  private static String anySessionSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
