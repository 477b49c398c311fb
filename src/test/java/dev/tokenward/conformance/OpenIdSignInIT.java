package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Api;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at a provider that is trusted with usernames and may make users. */
class OpenIdSignInIT {

  /** Where whoever may have no tokens begins. */
  private static final String ACCOUNT = "/account/profile";

  private static final String AGAIN = "was not begun in this browser";
  private static final String AWAY = "tokenward_away";

  private static ProviderVisits visits;

  @BeforeAll
  static void start() {
    visits =
        ProviderVisits.started(
            Map.of(
                "OPENID_CONNECT_CREATE_USERS", "true",
                "OPENID_CONNECT_LINK_USERS", "true",
                "OPENID_CONNECT_GROUPS", "staff=Employees,chiefs=Chiefs",
                "OPENID_CONNECT_GROUP_PREFIX", "shared-"));
    visits.group("Employees", Map.of("self.api", 1));
    visits.group("Chiefs", Map.of("superuser", 1));
    visits.group("shared-readers", Map.of("assets.view", 1));
    visits.group("shared-power", Map.of("admin", 1));
    visits.group("Local", Map.of("users.view", 1));
  }

  @AfterAll
  static void stop() {
    if (visits != null) {
      visits.close();
    }
  }

  @Test
  void whoComesForTheFirstTimeBecomesAUserAndIsTheSameTheNextTime() {
    String name = Given.newName();
    String account =
        visits.account(
            name,
            Map.of(
                "given_name", "Ada",
                "family_name", "Lovelace",
                "email", "ada@example.com",
                "email_verified", true,
                "groups", List.of("staff")));
    WebClient browser = visits.browser();

    Visits.redirect(visits.signIn(browser, account), Visits.MY_TOKENS);

    Visits.page(browser.get(Visits.MY_TOKENS), 200, "My tokens");
    JsonNode made = visits.user(name);
    assertThat(made.get("name").asText()).isEqualTo("Ada Lovelace");
    assertThat(made.get("email").asText()).isEqualTo("ada@example.com");
    visits.account(account, Given.newName(), Map.of());
    Visits.redirect(visits.signIn(visits.browser(), account), ACCOUNT);
    assertThat(visits.user(name)).isNotEmpty();
  }

  @Test
  void theSessionIsOneLikeAnyOther() {
    WebClient browser = visits.browser();
    String account = visits.account(Given.newName(), Map.of("groups", "staff"));

    Response signedIn = visits.signIn(browser, account);

    assertThat(signedIn.getDetailedCookie(Visits.SESSION).isHttpOnly()).isTrue();
    assertThat(signedIn.getDetailedCookie(Visits.SESSION).getSameSite()).isEqualTo("Lax");
    assertThat(signedIn.getCookies().keySet()).noneMatch(name -> name.startsWith("q_session"));
    assertThat(browser.cookies()).containsOnlyKeys(Visits.SESSION);
    Visits.page(browser.get("/account/sessions"), 200, "Where I am signed in");
    Visits.redirect(browser.submit(Visits.MY_TOKENS, "/logout", Map.of()), "/login");
    assertThat(browser.get(Visits.MY_TOKENS).statusCode()).isEqualTo(303);
  }

  @Test
  void whoHasThatUsernameAlreadyIsLinkedOnceAndForAll() {
    String name = visits.newUser(Map.of()).get("username").toString();
    long id = visits.user(name).get("id").asLong();
    String account = visits.account(name.toUpperCase(Locale.ROOT), Map.of());
    String impostor = visits.account(name, Map.of());

    Visits.redirect(visits.signIn(visits.browser(), account), Visits.MY_TOKENS);

    assertThat(visits.user(name).get("id").asLong()).isEqualTo(id);
    refused(visits.signIn(visits.browser(), impostor), "There is an account with your username");
    Visits.redirect(visits.signIn(visits.browser(), account), Visits.MY_TOKENS);
  }

  @Test
  void whoIsMadeLinkedOrRefusedIsInTheAuditLogWithTheProvider() {
    String name = Given.newName();
    String account = visits.account(name, Map.of());
    String impostor = visits.account(name, Map.of());
    visits.signIn(visits.browser(), account);
    visits.signIn(visits.browser(), impostor);
    long id = visits.user(name).get("id").asLong();

    assertThat(audited(Map.of("user_id", id, "actor_kind", "provider")))
        .extracting(entry -> entry.get("action").asText())
        .contains("user.created", "identity.created");
    await()
        .untilAsserted(
            () ->
                assertThat(audited(Map.of("action", "sign_in.tried", "actor_kind", "provider")))
                    .anySatisfy(
                        entry -> {
                          assertThat(entry.at("/outcome").asText()).isEqualTo("refused");
                          assertThat(entry.at("/actor/address").asText()).isEqualTo("127.0.0.1");
                          assertThat(entry.at("/details/reason").asText())
                              .isEqualTo("username taken");
                          assertThat(entry.at("/details/subject").asText()).isEqualTo(impostor);
                        }));
  }

  private static JsonNode audited(Map<String, ?> filters) {
    return Json.of(visits.admin().queryParams(filters).get("/api/v1/audit")).get("rows");
  }

  @Test
  void nobodyBecomesASuperuserByAName() {
    WebClient browser = visits.browser();
    String account = visits.account(visits.service().adminUsername(), Map.of());

    refused(visits.signIn(browser, account), "There is an account with your username");

    assertThat(browser.cookies()).doesNotContainKey(Visits.SESSION);
  }

  @Test
  void theProvidersGroupsFollowAtEachSignInAndOthersStay() {
    String name = visits.newUser(Map.of()).get("username").toString();
    long local = id("Local");
    Json.payload(
        Given.patch(
            visits.admin(),
            UserFixtures.path(visits.user(name).get("id").asLong()),
            Map.of("groups", List.of(local))));
    String account =
        visits.account(
            name, Map.of("groups", List.of("staff", "shared-readers", "Local", "no-such")));

    visits.signIn(visits.browser(), account);

    assertThat(visits.groups(name)).containsExactly("Employees", "Local", "shared-readers");
    visits.account(account, name, Map.of("groups", List.of("shared-readers")));
    visits.signIn(visits.browser(), account);
    assertThat(visits.groups(name)).containsExactly("Local", "shared-readers");
    visits.account(account, name, Map.of());
    visits.signIn(visits.browser(), account);
    assertThat(visits.groups(name)).containsExactly("Local");
  }

  @Test
  void whatSomebodyLosesAtTheProviderTheirTokensLose() {
    Map<String, Object> user = visits.newUser(Map.of());
    String name = user.get("username").toString();
    String account = visits.account(name, Map.of("groups", List.of("shared-readers")));
    visits.signIn(visits.browser(), account);
    Api api = Api.of(visits.service());
    String token =
        Given.token(api.withBasic(name, user.get("password").toString()), Map.of("name", "Assets"))
            .text();
    assertThat(api.withToken(token).get(Given.HARDWARE).statusCode()).isEqualTo(200);

    visits.account(account, name, Map.of());
    visits.signIn(visits.browser(), account);

    assertThat(api.withToken(token).get(Given.HARDWARE).statusCode()).isEqualTo(403);
  }

  @Test
  void onlyANamedGroupMakesSomebodyASuperuserOrAnAdministrator() {
    String name = Given.newName();

    visits.signIn(
        visits.browser(),
        visits.account(name, Map.of("groups", List.of("chiefs", "shared-power"))));

    assertThat(visits.groups(name)).containsExactly("Chiefs");
  }

  @Test
  void whoIsDisabledOrDeletedHereIsRefused() {
    String name = Given.newName();
    String account = visits.account(name, Map.of());
    visits.signIn(visits.browser(), account);
    String path = UserFixtures.path(visits.user(name).get("id").asLong());

    Json.payload(Given.patch(visits.admin(), path, Map.of("activated", false)));
    refused(visits.signIn(visits.browser(), account), "Your account here is disabled.");
    visits.admin().delete(path).then().statusCode(200);
    refused(visits.signIn(visits.browser(), account), "Your account here is disabled.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", " "})
  void aUsernameThatNobodyCanHaveIsRefused(String username) {
    refused(
        visits.signIn(visits.browser(), visits.account(username, Map.of("email", "a@example.com"))),
        "does not tell this service a username");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonce",
        "issuer",
        "audience",
        "party",
        "expired",
        "signature",
        "unsigned",
        "subject"
      })
  void anIdTokenWithAMistakeIsRefused(String mistake) {
    WebClient browser = visits.browser();
    String callback =
        visits.callback(browser, ProviderVisits.BEGIN, visits.account(Given.newName(), Map.of()));

    visits.provider().mistake(mistake);
    Response answer = browser.get(callback);
    visits.provider().mistake("none");

    refused(answer, AGAIN);
    assertThat(answer.getCookies()).doesNotContainKey(Visits.SESSION);
  }

  @Test
  void aProviderThatFailsInBetweenIsSaidToBeAway() {
    WebClient browser = visits.browser();
    String callback =
        visits.callback(browser, ProviderVisits.BEGIN, visits.account(Given.newName(), Map.of()));

    visits.provider().mistake("away");
    Response answer = browser.get(callback);
    visits.provider().mistake("none");

    Visits.page(answer, 503, "Example does not answer");
    assertThat(answer.header("Retry-After")).isEqualTo("30");
  }

  @Test
  void aCodeCountsOnce() {
    WebClient browser = visits.browser();
    String account = visits.account(Given.newName(), Map.of());
    String callback = visits.callback(browser, ProviderVisits.BEGIN, account);
    Map<String, String> cookies = new HashMap<>(browser.cookies());
    Visits.redirect(browser.get(callback), ACCOUNT);

    WebClient thief = visits.browser();
    thief.cookies().putAll(cookies);

    refused(thief.get(callback), AGAIN);
    refused(browser.get(callback), AGAIN);
  }

  @Test
  void whoBeginsManyTimesKeepsOneAttempt() {
    WebClient browser = visits.browser();
    for (int attempt = 0; attempt < 4; attempt++) {
      browser.get(ProviderVisits.BEGIN);
    }

    assertThat(browser.cookies().keySet().stream().filter(name -> name.startsWith("q_auth_")))
        .hasSize(1);
  }

  @Test
  void aCodeCountsOnlyInTheBrowserThatAskedForIt() {
    String account = visits.account(Given.newName(), Map.of());
    WebClient owner = visits.browser();
    WebClient other = visits.browser();
    String callback = visits.callback(owner, ProviderVisits.BEGIN, account);
    other.get(ProviderVisits.BEGIN);

    refused(visits.browser().get(callback), AGAIN);
    refused(other.get(callback), AGAIN);
    Visits.redirect(owner.get(callback), ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"forged", "missing", "twice"})
  void aStateThatIsNotTheRightOneIsRefused(String what) {
    WebClient browser = visits.browser();
    String callback =
        visits.callback(browser, ProviderVisits.BEGIN, visits.account(Given.newName(), Map.of()));
    String changed =
        switch (what) {
          case "forged" -> callback.replaceFirst("state=[^&]+", "state=forged");
          case "missing" -> callback.replaceFirst("state=[^&]+", "x=y");
          default -> callback + "&state=forged";
        };

    refused(browser.get(changed), AGAIN);
  }

  @Test
  void aPlantedAttemptIsRefused() {
    WebClient attacker = visits.browser();
    String callback =
        visits.callback(attacker, ProviderVisits.BEGIN, visits.account(Given.newName(), Map.of()));
    WebClient victim = visits.browser();
    victim.cookies().putAll(attacker.cookies());
    victim.cookies().remove(AWAY);

    refused(victim.get(callback), AGAIN);
  }

  @Test
  void whoThinksBetterOfItIsNotSignedInAndNothingForgedIsLogged() {
    WebClient browser = visits.browser();
    String address = browser.get(ProviderVisits.BEGIN).header("Location");

    Response answer = browser.get(visits.path(visits.provider().cancel(address)));

    refused(answer, "Example did not let you in.");
    assertThat(visits.service().output())
        .contains("openid: the provider answered access_denied")
        .doesNotContain("\nline");
  }

  @Test
  void onesPageIsFoundAgain() {
    WebClient browser = visits.browser();
    String account = visits.account(Given.newName(), Map.of("groups", "staff"));
    String wanted = "/account/api/new?name=My+app";
    String page = browser.get(browser.get(wanted).header("Location")).asString();

    assertThat(page)
        .contains("href=\"/login/openid?next=%2Faccount%2Fapi%2Fnew%3Fname%3DMy%2Bapp\"");
    String callback =
        visits.callback(
            browser, "/login/openid?next=%2Faccount%2Fapi%2Fnew%3Fname%3DMy%2Bapp", account);
    Visits.redirect(browser.get(callback), wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "javascript:alert(1)"
      })
  void nobodyIsSentElsewhereAfterSigningIn(String next) {
    WebClient browser = visits.browser();
    String account = visits.account(Given.newName(), Map.of());

    Visits.redirect(
        browser.get(visits.callback(browser, "/login/openid?next=" + next, account)), ACCOUNT);
  }

  @Test
  void theApiKnowsNothingOfTheProvider() {
    WebClient browser = visits.browser();
    String callback =
        visits.callback(browser, ProviderVisits.BEGIN, visits.account(Given.newName(), Map.of()));
    String query = callback.substring(callback.indexOf('?'));

    browser.cookies().put("q_session_openid", "none");
    for (String path : List.of(Given.ME + query, Given.USERS + query, Given.USERS)) {
      Response answer = Api.of(visits.service()).anonymous().cookies(browser.cookies()).get(path);

      assertThat(answer.statusCode()).as(path).isEqualTo(401);
    }
  }

  private static long id(String group) {
    for (JsonNode row : Json.of(visits.admin().get(Given.GROUPS)).get("rows")) {
      if (row.get("name").asText().equals(group)) {
        return row.get("id").asLong();
      }
    }
    throw new AssertionError(group);
  }

  private static void refused(Response answer, String why) {
    Visits.page(answer, 403, "You are not signed in");
    assertThat(answer.asString()).contains(why);
    assertThat(answer.getCookies()).doesNotContainKey(Visits.SESSION);
  }
}
