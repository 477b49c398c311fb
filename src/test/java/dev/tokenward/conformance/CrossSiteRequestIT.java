package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What another site's page makes a browser send changes nothing. */
class CrossSiteRequestIT {

  private static final String REFUSED = "Nothing was changed";

  private static WebClient superuser;
  private static WebClient another;

  @BeforeAll
  static void twoPeopleAreSignedIn() {
    superuser = Visits.as(Visits.superuser());
    another = Visits.as(Visits.superuser());
  }

  /** Every form that a session is needed for. */
  static Stream<String> forms() {
    String id = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d";
    return Stream.of(
        "/logout",
        Visits.NEW_TOKEN,
        Visits.MY_TOKENS + "/" + id + "/revoke",
        "/account/password",
        "/account/sessions/end-others",
        "/account/sessions/" + id + "/end",
        "/admin/tokens/inspect",
        "/admin/tokens/revoke",
        "/admin/tokens/" + id + "/revoke",
        "/users/new",
        "/users/999999999/edit",
        "/users/999999999/password",
        "/users/999999999/enable",
        "/users/999999999/disable",
        "/users/999999999/delete",
        "/admin/groups/new",
        "/admin/groups/999999999",
        "/admin/groups/999999999/delete",
        "/admin/groups/999999999/policy",
        "/admin/groups/999999999/policy/remove",
        "/admin/policy",
        "/admin/clients/new",
        "/admin/clients/" + id,
        "/admin/clients/" + id + "/secrets",
        "/admin/clients/" + id + "/secrets/" + id + "/end",
        "/admin/clients/" + id + "/delete");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormWithoutATokenIsRefused(String path) {
    Visits.page(superuser.post(path, Visits.newToken("x")), 403, REFUSED);

    assertThat(superuser.get(Visits.MY_TOKENS).asString()).contains("Grace");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormWithTheTokenOfAnotherSessionIsRefused(String path) {
    String form = WebClient.formToken(another.get(Visits.MY_TOKENS));

    Visits.page(superuser.post(path, with(form)), 403, REFUSED);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormWithTheSessionItselfAsTokenIsRefused(String path) {
    Visits.page(superuser.post(path, with(superuser.cookies().get(Visits.SESSION))), 403, REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,https://evil.example",
    "Origin,null",
    "Origin,http://localhost.evil.example",
    "Origin,http://localhost:1",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-site",
    "Sec-Fetch-Site,nonsense"
  })
  void aFormThatTheBrowserSaysIsForeignIsRefusedEvenWithTheToken(String header, String value) {
    WebClient browser = Visits.as(Visits.owner());
    String form = WebClient.formToken(browser.get(Visits.MY_TOKENS));

    Response created = browser.form(with(form)).header(header, value).post(Visits.NEW_TOKEN);
    Response signedOut = browser.form(with(form)).header(header, value).post("/logout");
    Response signedIn = browser.form(with(form)).header(header, value).post("/login");

    Visits.page(created, 403, REFUSED);
    Visits.page(signedOut, 403, REFUSED);
    Visits.page(signedIn, 403, REFUSED);
    assertThat(browser.get(Visits.MY_TOKENS).asString()).doesNotContain("Cross-site");
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site,same-origin", "Sec-Fetch-Site,none"})
  void onesOwnFormIsTaken(String header, String value) {
    WebClient browser = Visits.as(Visits.owner());
    String form = WebClient.formToken(browser.get(Visits.MY_TOKENS));
    String origin = Target.shared().baseUri().toString();

    Response created =
        browser
            .form(with(form))
            .header(header, value)
            .header("Origin", origin)
            .post(Visits.NEW_TOKEN);

    Visits.page(created, 200, "Your new token");
    Secrets.register(TokenPagesIT.tokenOn(created));
  }

  @Test
  void nobodyIsSignedInByAnotherSitesForm() {
    Person person = Visits.owner();
    Map<String, String> login =
        Map.of("username", person.username(), "password", person.password());
    WebClient without = Visits.browser();
    WebClient foreign = Visits.browser();
    foreign.get("/login");
    Map<String, String> wrong = new HashMap<>(login);
    wrong.put("form", WebClient.formToken(Visits.browser().get("/login")));

    Response withoutCookie = without.post("/login", login);
    Response withAnothersToken = foreign.post("/login", wrong);

    assertThat(withoutCookie.statusCode()).isEqualTo(403);
    assertThat(withAnothersToken.statusCode()).isEqualTo(403);
    assertThat(withoutCookie.getCookies()).doesNotContainKey(Visits.SESSION);
    assertThat(withAnothersToken.getCookies()).doesNotContainKey(Visits.SESSION);
  }

  @Test
  void twoCookiesOfOneNameCountAsNone() {
    WebClient browser = Visits.as(Visits.owner());
    String session = browser.cookies().get(Visits.SESSION);

    Wire.Reply reply =
        Wire.send(
            Target.shared(),
            "GET /account/api HTTP/1.1",
            "Cookie: tokenward_session=%s; tokenward_session=%s"
                .formatted(session, "A".repeat(43)));

    assertThat(reply.status()).isEqualTo(303);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void nothingIsDoneByAGet(String path) {
    another.get(path);

    assertThat(another.get(Visits.MY_TOKENS).statusCode()).isEqualTo(200);
  }

  private static Map<String, Object> with(String form) {
    Map<String, Object> fields = new HashMap<>(Visits.newToken("Cross-site"));
    fields.put("form", form);
    return fields;
  }
}
