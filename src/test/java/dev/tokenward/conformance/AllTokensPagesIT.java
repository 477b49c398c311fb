package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody's tokens on pages: found, inspected and revoked by administrators. */
class AllTokensPagesIT {

  private static final String ALL = "/admin/tokens";
  private static final String MANY = ALL + "/revoke";
  private static final String INSPECT = ALL + "/inspect";

  private static WebClient administrator;
  private static Person owner;
  private static Token reading;

  @BeforeAll
  static void somebodyHasTokens() {
    administrator = Visits.as(Given.person("admin"));
    owner = Given.person("self.api", "users.view");
    reading =
        Given.token(
            Given.basic(owner),
            Map.of("name", "Nightly reader", "scopes", "users.view", "expires_in_days", 5));
  }

  private static String last(Token token) {
    return token.text().substring(token.text().length() - 4);
  }

  private static boolean isAlive(Token token) {
    return Given.with(token).get(Given.ME).statusCode() == 200;
  }

  private static Token tokenOf(Person person, String name) {
    return Given.token(Given.basic(person), Map.of("name", name));
  }

  @Test
  void tokensAreFoundByWhatIsKnownOfThem() {
    String mine = "owner=" + owner.username();
    for (String query :
        List.of(
            mine,
            mine + "&search=nightly",
            mine + "&name=READER",
            mine + "&preview=" + last(reading),
            mine + "&scope=users.view",
            mine + "&expires_before=2999-01-01&expires_after=2020-01-01",
            mine + "&created_before=2999-01-01&unused=1",
            mine + "&name=&scope=&state=&sort=expires&created_after=2020-01-01",
            "user_id=" + owner.id())) {
      Response page = administrator.get(ALL + "?" + query);

      Visits.page(page, 200, "All tokens");
      assertThat(page.asString())
          .as(query)
          .contains("Nightly reader", "…" + last(reading), "(" + owner.username() + ")")
          .doesNotContain(reading.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search=nothing-is-called-so",
        "scope=users.edit",
        "name=nothing",
        "state=revoked",
        "state=expired",
        "last_used_before=2020-01-01",
        "expires_before=2020-01-01",
        "created_before=2020-01-01"
      })
  void tokensThatAreNotSoAreNotFound(String query) {
    assertThat(administrator.get(ALL + "?owner=" + owner.username() + "&" + query).asString())
        .contains("No token is like that.")
        .doesNotContain("Nightly reader");
  }

  @ParameterizedTest
  @CsvSource({
    "owner=nobody-has-this-name,There is no user with this username.",
    "expires_before=soon,is not a valid date.",
    "preview=twd_secret,Never the token itself",
    "state=dead,The selected state is invalid.",
    "color=red,This field is unknown."
  })
  void whatCannotBeUnderstoodIsRefusedInsteadOfShowingTooMuch(String query, String sentence) {
    Response page = administrator.get(ALL + "?" + query);

    Visits.page(page, 422, "All tokens");
    assertThat(page.asString()).contains(sentence).doesNotContain("Nightly reader");
  }

  @Test
  void whatIsTypedIsShownAgainAndNotRun() {
    Response page = administrator.get(ALL + "?name=%3Cscript%3Ealert(1)%3C/script%3E&part=99");

    Visits.page(page, 200, "All tokens");
    assertThat(page.asString())
        .contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;\"")
        .doesNotContain("<script>alert");
  }

  @Test
  void oneTokenIsRevokedAfterALookAtIt() {
    Token token = tokenOf(Given.person("self.api"), "To be revoked");
    String path = ALL + "/" + token.id() + "/revoke";

    Response question = administrator.get(path);
    Response answer = administrator.submit(path, path, Map.of());
    Response again = administrator.submit(ALL, path, Map.of());

    assertThat(question.asString()).contains("Revoke “To be revoked” of Grace?");
    Visits.redirect(answer, ALL + "?done=revoked");
    Visits.redirect(again, ALL + "?done=revoked-before");
    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
    assertThat(administrator.get(ALL + "?done=revoked").asString())
        .contains("The token is revoked.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d", "x", "0-0-0-0-0"})
  void anUnknownTokenIsNotThere(String id) {
    String path = ALL + "/" + id + "/revoke";

    Visits.page(administrator.get(path), 404, "There is nothing at this address");
    Visits.page(administrator.submit(ALL, path, Map.of()), 404, "There is nothing at this address");
  }

  @Test
  void anAdministratorRevokesNoTokenOfASuperuser() {
    Token token = tokenOf(Given.person("superuser"), "Of a superuser");
    String path = ALL + "/" + token.id() + "/revoke";

    Response question = administrator.get(path);
    Response answer = administrator.submit(ALL, path, Map.of());

    assertThat(question.asString()).contains("Only superusers revoke the tokens of superusers.");
    Visits.page(answer, 403, "You may not do this");
    assertThat(isAlive(token)).isTrue();
  }

  @Test
  void allTokensOfAUserAreRevokedAfterAQuestionInWords() {
    Person person = Given.person("self.api");
    Token one = tokenOf(person, "One");
    Token two = tokenOf(person, "Two");

    Response question =
        administrator.submit(MANY, MANY, Map.of("owner", person.username(), "created_before", ""));

    Visits.page(question, 200, "Revoke all these tokens?");
    assertThat(question.asString())
        .contains("of the user " + person.username(), "at most <strong>3</strong>");
    assertThat(isAlive(one)).isTrue();

    Response answer =
        administrator.submit(MANY, MANY, Map.of("owner", person.username(), "sure", "1"));

    Visits.redirect(answer, ALL + "?done=revoked-3");
    assertThat(isAlive(one) || isAlive(two)).isFalse();
    assertThat(administrator.get(ALL + "?done=revoked-3").asString())
        .contains("3 tokens were revoked.");
  }

  @Test
  void onlyTokensThatFitAllThatIsAskedAreRevoked() {
    Person person = Given.person("self.api");
    Token token = tokenOf(person, "Young");

    Response answer =
        administrator.submit(
            MANY,
            MANY,
            Map.of("owner", person.username(), "created_before", "2020-01-01", "sure", "1"));

    Visits.redirect(answer, ALL + "?done=revoked-0");
    assertThat(isAlive(token)).isTrue();
  }

  @Test
  void tokensOfEverybodyAreNotRevokedByTheirAgeByAnAdministrator() {
    Response answer =
        administrator.submit(MANY, MANY, Map.of("created_before", "2020-01-01", "sure", "1"));

    Visits.page(answer, 403, "You do not have the permission that this needs");
    Visits.redirect(
        Visits.as(Given.person("superuser"))
            .submit(MANY, MANY, Map.of("created_before", "2020-01-01", "sure", "1")),
        ALL + "?done=revoked-0");
  }

  @Test
  void tokensOfASuperuserWhoIsNamedAreNotRevokedByAnAdministrator() {
    Person superuser = Given.person("superuser");
    Token token = tokenOf(superuser, "Of a superuser");

    Response answer =
        administrator.submit(MANY, MANY, Map.of("owner", superuser.username(), "sure", "1"));

    Visits.page(answer, 403, "You may not do this");
    assertThat(isAlive(token)).isTrue();
  }

  @Test
  void nothingIsRevokedWhereNothingOrNonsenseIsAskedFor() {
    Person person = Given.person("self.api");
    Token token = tokenOf(person, "Spared");
    for (Map<String, String> fields :
        List.of(
            Map.of("sure", "1"),
            Map.of("owner", " ", "created_before", "", "unused_since", "", "sure", "1"),
            Map.of("owner", "nobody-has-this-name", "sure", "1"),
            Map.of("owner", person.username(), "created_before", "long ago", "sure", "1"),
            Map.of("owner", person.username(), "everything", "1", "sure", "1"))) {
      Visits.page(administrator.submit(MANY, MANY, fields), 422, "Revoke many tokens");
    }
    assertThat(isAlive(token)).isTrue();
  }

  @Test
  void aTokenThatWasFoundIsTracedAndForgotten() {
    Response page = administrator.submit(INSPECT, INSPECT, Map.of("token", reading.text()));

    Visits.page(page, 200, "Whose is this token?");
    assertThat(page.asString())
        .contains("Nightly reader", owner.username(), "Works", "users.view")
        .doesNotContain(reading.text());
    assertThat(page.header("Cache-Control")).contains("no-store");
  }

  @Test
  void aTokenInTheAddressIsNotLookedAt() {
    String form = WebClient.formToken(administrator.get(INSPECT));

    Response answer =
        administrator.form(Map.of("form", form)).post(INSPECT + "?token=" + reading.text());

    Visits.page(answer, 422, "Whose is this token?");
    assertThat(answer.asString()).doesNotContain("Nightly reader");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twd_nonsense", "x", "<b>é🔑</b>"})
  void whatIsNoTokenOfOursIsNotRepeated(String text) {
    Response page = administrator.submit(INSPECT, INSPECT, Map.of("token", text));

    Visits.page(page, 404, "Whose is this token?");
    assertThat(page.asString())
        .contains("This is no token of this service")
        .doesNotContain("twd_nonsense")
        .doesNotContain("<b>");
  }
}
