package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating, listing, searching and revoking one's own tokens with forms. */
class TokenPagesIT {

  private static final Duration UNTIL_A_USE_IS_WRITTEN_DOWN = Duration.ofSeconds(75);

  private static final Pattern TOKEN = Pattern.compile("id=\"token\">(twd_[0-9A-Za-z]{49})<");

  /** The token that a page shows this once. */
  static String tokenOn(Response page) {
    Matcher token = TOKEN.matcher(page.asString());
    assertThat(token.find()).as(page.statusCode() + " shows a token").isTrue();
    return Secrets.register(token.group(1));
  }

  @Test
  void aNewTokenWorksAndIsShownOnlyOnce() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);

    String token = tokenOn(create(browser, Visits.newToken("Backup Server")));

    assertThat(Json.of(Given.with(token).get(Given.ME)).get("username").asText())
        .isEqualTo(person.username());
    assertThat(browser.get(Visits.MY_TOKENS).asString())
        .contains("Backup Server")
        .contains(token.substring(token.length() - 4))
        .doesNotContain(token);
    assertThat(browser.cookies().values()).noneMatch(value -> value.contains(token));
  }

  @Test
  void aRevokedTokenIsRefused() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    String token = tokenOn(create(browser, Visits.newToken("Short life")));
    String id = idOf(person, "Short life");

    Response question = browser.get(revocation(id));
    Response answer = browser.submit(revocation(id), revocation(id), Map.of());

    Visits.page(question, 200, "Revoke “Short life”?");
    Visits.redirect(answer, Visits.MY_TOKENS + "?done=revoked");
    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
    assertThat(browser.get(Visits.MY_TOKENS + "?done=revoked").asString())
        .contains("The token is revoked.")
        .doesNotContain("Short life");
    assertThat(browser.get(Visits.MY_TOKENS + "?show=all").asString())
        .contains("Short life")
        .contains("Revoked");
  }

  @Test
  void whoRevokesIsToldWhatMayBreak() {
    Person person = Visits.owner();
    Given.as(person).get(Given.ME);
    WebClient browser = Visits.as(person);
    String id = Json.payload(Given.as(person).get(Given.TOKENS)).get(0).get("id").asText();

    await()
        .atMost(UNTIL_A_USE_IS_WRITTEN_DOWN)
        .until(() -> browser.get(revocation(id)).asString().contains("It was last used"));

    assertThat(browser.get(revocation(id)).asString())
        .contains("What uses it will stop working.", " from ", " with ");
  }

  @Test
  void anothersTokenIsAnsweredLikeNone() {
    Person other = Visits.owner();
    String id = Json.payload(Given.as(other).get(Given.TOKENS)).get(0).get("id").asText();
    WebClient browser = Visits.as(Visits.owner());
    String form = WebClient.formToken(browser.get(Visits.MY_TOKENS));

    for (String unknown : List.of(id, "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d", "x")) {
      Visits.page(browser.get(revocation(unknown)), 404, "You have no such token");
      Visits.page(
          browser.post(revocation(unknown), Map.of("form", form)), 404, "You have no such token");
    }
    assertThat(Given.as(other).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsPickedIsWhatTheTokenCanDo() {
    Person person = Given.person("self.api", "users.view", "users.edit", "assets.view");
    WebClient browser = Visits.as(person);
    Map<String, Object> picked =
        Map.of(
            "name", "Picked",
            "description", "Only looks",
            "expiry", "7",
            "rights", "pick",
            "scopes[]", List.of("users.view", "assets.view"),
            "allowed_ips", "127.0.0.0/8\r\n::1");

    create(browser, picked);
    create(browser, Map.of("name", "Reader", "expiry", "latest", "rights", "read"));

    JsonNode byForm = named(person, "Picked");
    assertThat(byForm.get("scopes").toString()).isEqualTo("[\"users.view\",\"assets.view\"]");
    assertThat(byForm.get("description").asText()).isEqualTo("Only looks");
    assertThat(byForm.get("allowed_ips").size()).isEqualTo(2);
    assertThat(named(person, "Reader").get("scopes").toString())
        .isEqualTo("[\"users.view\",\"assets.view\"]");
  }

  @Test
  void asLateAsPossibleIsAnExpiryWhereThePolicyDemandsOne() {
    Person person = PolicyFixtures.member(Map.of("expiry_required", true, "max_life_days", 30));

    Response answer =
        create(Visits.as(person), Map.of("name", "Late", "expiry", "latest", "rights", "all"));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  @Test
  void theFormOffersNothingThatThePolicyRefuses() {
    Person scoped = PolicyFixtures.member(Map.of("scopes_required", true));
    Person full = PolicyFixtures.member(Map.of("max_tokens", 1));

    String forScoped = Visits.as(scoped).get(Visits.NEW_TOKEN).asString();
    String forFull = Visits.as(full).get(Visits.NEW_TOKEN).asString();

    assertThat(forScoped)
        .contains("value=\"read\" checked")
        .doesNotContain("Everything that I may do");
    assertThat(forFull)
        .contains("You have as many tokens as the policy allows.")
        .doesNotContain("Create the token</button>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "expiry | date | Give the day on which the token shall end.",
        "expiry | soon | Choose when the token shall end.",
        "expiry | 99999 | The expiry may not be later than",
        "rights | '' | Choose what the token may do.",
        "rights | everything | Choose what the token may do.",
        "rights | pick | Pick at least one scope, or choose other rights.",
        "allowed_ips | here | Give at most 50 addresses or networks"
      })
  void whatIsWrongIsSaidAndNothingIsLost(String field, String value, String sentence) {
    WebClient browser = Visits.as(Visits.owner());
    Map<String, Object> fields = new HashMap<>(Visits.newToken("<Kept> & \"safe\""));
    fields.put(field, value);

    Response answer = create(browser, fields);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString())
        .contains(sentence)
        .contains("Please correct this")
        .contains("value=\"&lt;Kept&gt; &amp; &quot;safe&quot;\"");
  }

  @Test
  void aLinkFillsInTheForm() {
    WebClient browser = Visits.as(Given.person("self.api", "assets.view"));
    String query = "?name=My%20app&scopes=assets.view,users.view&expires_in_days=30";

    Response fromList = browser.get(Visits.MY_TOKENS + query);
    String page = browser.get(Visits.NEW_TOKEN + query).asString();

    assertThat(fromList.statusCode()).isEqualTo(303);
    assertThat(fromList.header("Location")).startsWith(Visits.NEW_TOKEN + "?name=My");
    assertThat(page)
        .contains("value=\"My app\"")
        .contains("value=\"30\" checked")
        .contains("value=\"pick\" checked")
        .contains("value=\"assets.view\" checked")
        .contains("Asked for by the link")
        .contains("value=\"users.view\" checked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?scopes=assets.view&scopes=users.view",
        "?scopes%5B%5D=assets.view&scopes%5B%5D=users.view",
        "?scopes=assets.view+users.view"
      })
  void aLinkMayNameScopesInEveryWayThatAFormMay(String query) {
    WebClient browser = Visits.as(Given.person("self.api", "assets.view", "users.view"));

    Response fromList = browser.get(Visits.MY_TOKENS + query);
    String page = browser.get(Visits.NEW_TOKEN + query).asString();

    assertThat(fromList.statusCode()).isEqualTo(303);
    assertThat(page)
        .contains("value=\"pick\" checked")
        .contains("value=\"assets.view\" checked")
        .contains("value=\"users.view\" checked");
  }

  @Test
  void aLinkThatAsksForWhatDoesNotExistSaysSo() {
    WebClient browser = Visits.as(Visits.owner());

    Response page = browser.get(Visits.NEW_TOKEN + "?scopes=nothing.view&expires_in_days=x");

    assertThat(page.asString())
        .contains("The link asks for scopes that do not exist here")
        .contains("The link does not say in a number of days when the token shall end.");
  }

  @Test
  void manyTokensCanBeSearched() {
    Person person = Visits.owner();
    for (int i = 0; i < 30; i++) {
      Given.token(Given.as(person), Map.of("name", "Number " + i));
    }
    WebClient browser = Visits.as(person);

    assertThat(browser.get(Visits.MY_TOKENS).asString()).contains("type=\"search\"", "Part 1 of 2");
    assertThat(browser.get(Visits.MY_TOKENS + "?part=2").asString()).contains("Part 2 of 2");
    assertThat(browser.get(Visits.MY_TOKENS + "?q=number%2029").asString())
        .contains("Number 29")
        .doesNotContain("Number 28");
    assertThat(browser.get(Visits.MY_TOKENS + "?q=%25").asString()).contains("No token contains");
    assertThat(browser.get(Visits.MY_TOKENS + "?q=%00&part=99999999").statusCode()).isEqualTo(200);
  }

  private static Response create(WebClient browser, Map<String, ?> fields) {
    Response answer = browser.submit(Visits.NEW_TOKEN, Visits.NEW_TOKEN, fields);
    if (answer.statusCode() == 200) {
      tokenOn(answer);
    }
    return answer;
  }

  private static String revocation(String id) {
    return Visits.MY_TOKENS + "/" + id + "/revoke";
  }

  private static JsonNode named(Person person, String name) {
    return Json.elements(Json.payload(Given.as(person).get(Given.TOKENS)))
        .filter(row -> row.get("name").asText().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static String idOf(Person person, String name) {
    return named(person, name).get("id").asText();
  }
}
