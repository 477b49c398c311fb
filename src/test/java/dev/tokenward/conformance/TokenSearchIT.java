package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /tokens: how an administrator finds tokens of everybody. */
class TokenSearchIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static Response answer(Map<String, ?> query) {
    return Given.admin().queryParams(query).get(Given.EVERYBODYS_TOKENS);
  }

  /** The rows that are found among the tokens of one person. */
  private static JsonNode rows(Person owner, Map<String, ?> query) {
    Map<String, Object> all = new HashMap<>(query);
    all.put("user_id", owner.id());
    return Json.of(answer(all)).get("rows");
  }

  private static List<String> names(Person owner, Map<String, ?> query) {
    return Json.column(rows(owner, query), "name");
  }

  private static Token token(Person owner, Map<String, ?> fields) {
    return Given.token(Given.as(owner), fields);
  }

  private static Person owner() {
    return Given.person("self.api");
  }

  private static String midnight(int daysFromNow) {
    return LocalDate.now(ZoneOffset.UTC).plusDays(daysFromNow).toString();
  }

  @Test
  void aRowHasTheKeysOfATokenThenTheOwner() {
    Person owner = owner();
    List<String> keys = Json.keys(Json.payload(Given.as(owner).get(Given.TOKENS)).get(0));

    JsonNode row = rows(owner, Map.of()).get(0);

    List<String> expected = new ArrayList<>(keys);
    expected.add("user");
    assertThat(Json.keys(row)).isEqualTo(expected);
    assertThat(Json.keys(row.get("user"))).containsExactly("id", "username", "name");
    assertThat(row.get("user").get("id").asLong()).isEqualTo(owner.id());
    assertThat(row.get("user").get("username").asText()).isEqualTo(owner.username());
    assertThat(row.get("user").get("name").asText()).isEqualTo("Grace");
  }

  @Test
  void theListNeverHoldsATokenOrItsHash() {
    Person owner = owner();

    String list = answer(Map.of("user_id", owner.id())).asString();

    assertThat(list.contains(owner.token())).isFalse();
    assertThat(list).doesNotContain("digest", "hash", "\"secret\"", "\"token\"");
  }

  @Test
  void tokensOfEverybodyAreFound() {
    Person owner = owner();
    String name = Given.newName();
    token(owner, Map.of("name", name));
    Given.token(Map.of("name", name));

    JsonNode rows = Json.of(answer(Map.of("name", name))).get("rows");

    assertThat(Json.column(rows, "user_id")).hasSize(2).contains(Long.toString(owner.id()));
  }

  @Test
  void anOwnerWhomNobodyKnowsHasNone() {
    JsonNode list = Json.of(answer(Map.of("user_id", 999_999_999)));

    assertThat(list.get("total").asInt()).isZero();
    assertThat(list.get("rows")).isEmpty();
  }

  @Test
  void aPartOfTheNameIsEnoughInAnyCase() {
    Person owner = owner();
    token(owner, Map.of("name", "Backup of the Night"));

    assertThat(names(owner, Map.of("name", "OF THE n"))).containsExactly("Backup of the Night");
    assertThat(names(owner, Map.of("name", "of%night"))).isEmpty();
    assertThat(names(owner, Map.of("name", "of_the"))).isEmpty();
    assertThat(names(owner, Map.of("name", "' or 1=1 --"))).isEmpty();
  }

  @Test
  void aTokenIsFoundByItsPreviewOrTheEndOfIt() {
    Person owner = owner();
    token(owner, Map.of("name", "Another"));
    String last = owner.token().substring(owner.token().length() - 4);

    assertThat(names(owner, Map.of("preview", last))).containsExactly("First");
    assertThat(names(owner, Map.of("preview", "twd_…" + last))).containsExactly("First");
    assertThat(names(owner, Map.of("preview", "old_…" + last))).isEmpty();
  }

  @Test
  void aScopeIsFoundWhereItIsNamed() {
    Person owner = Given.person("self.api", "users.view");
    token(owner, Map.of("name", "One", "scopes", List.of("self.api", "users.view")));
    token(owner, Map.of("name", "Area", "scopes", List.of("users.*")));

    assertThat(names(owner, Map.of("scope", "users.view"))).containsExactly("One");
    assertThat(names(owner, Map.of("scope", "users.*"))).containsExactly("Area");
    assertThat(names(owner, Map.of("scope", "users"))).isEmpty();
  }

  @Test
  void liveTokensAreFoundUnlessOthersAreAskedFor() {
    Person owner = owner();
    Token revoked = token(owner, Map.of("name", "Revoked"));
    Given.as(owner).delete(Given.TOKENS + "/" + revoked.id());
    Instant soon = Instant.now().plus(Duration.ofSeconds(3));
    token(owner, Map.of("name", "Expired", "expires_at", soon.toString()));

    await().atMost(SOON).until(() -> names(owner, Map.of()).equals(List.of("First")));

    assertThat(names(owner, Map.of("state", "live"))).containsExactly("First");
    assertThat(names(owner, Map.of("state", "revoked"))).containsExactly("Revoked");
    assertThat(names(owner, Map.of("state", "expired"))).containsExactly("Expired");
    assertThat(names(owner, Map.of("state", "all")))
        .containsExactlyInAnyOrder("First", "Revoked", "Expired");
  }

  @Test
  void tokensAreFoundByTheirLastUse() {
    Person owner = owner();
    Token used = token(owner, Map.of("name", "Used"));
    assertThat(names(owner, Map.of("unused", true))).contains("Used");

    Given.with(used).get(Given.ME);

    await().atMost(SOON).until(() -> names(owner, Map.of("unused", false)).contains("Used"));
    assertThat(names(owner, Map.of("unused", true))).doesNotContain("Used");
    assertThat(names(owner, Map.of("last_used_after", midnight(-1)))).contains("Used");
    assertThat(names(owner, Map.of("last_used_after", midnight(1)))).isEmpty();
    assertThat(names(owner, Map.of("last_used_before", midnight(1)))).contains("Used");
    assertThat(names(owner, Map.of("last_used_before", midnight(-1)))).isEmpty();
  }

  @Test
  void tokensAreFoundByTheirEnd() {
    Person owner = owner();
    token(owner, Map.of("name", "Short", "expires_in_days", 10));

    assertThat(names(owner, Map.of("expires_before", midnight(20)))).containsExactly("Short");
    assertThat(names(owner, Map.of("expires_after", midnight(20)))).containsExactly("First");
    assertThat(names(owner, Map.of("expires_after", midnight(5), "expires_before", midnight(20))))
        .containsExactly("Short");
  }

  @Test
  void theFirstMomentOfASpanBelongsToItAndTheLastDoesNot() {
    Person owner = owner();
    String end = midnight(30);
    token(owner, Map.of("name", "Midnight", "expires_at", end));

    assertThat(names(owner, Map.of("expires_after", end))).contains("Midnight");
    assertThat(names(owner, Map.of("expires_before", end))).isEmpty();
    assertThat(names(owner, Map.of("expires_after", end + "T01:00:00+01:00"))).contains("Midnight");
  }

  @Test
  void tokensAreFoundByTheirCreation() {
    Person owner = owner();

    assertThat(names(owner, Map.of("created_after", midnight(-1)))).containsExactly("First");
    assertThat(names(owner, Map.of("created_after", midnight(2)))).isEmpty();
    assertThat(names(owner, Map.of("created_before", midnight(2)))).containsExactly("First");
    assertThat(names(owner, Map.of("created_before", midnight(-1)))).isEmpty();
  }

  @Test
  void allFiltersHaveToFit() {
    Person owner = owner();
    token(owner, Map.of("name", "Short one", "expires_in_days", 10));
    token(owner, Map.of("name", "Long one"));

    assertThat(names(owner, Map.of("name", "one", "expires_before", midnight(20))))
        .containsExactly("Short one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user_id          | x          | The user id must be an integer.",
        "user_id          | 1.5        | The user id must be an integer.",
        "user_id          | 99999999999999999999 | The user id must be an integer.",
        "state            | dead       | The selected state is invalid.",
        "state            | LIVE       | The selected state is invalid.",
        "unused           | maybe      | The unused field must be true or false.",
        "last_used_before | yesterday  | The last used before is not a valid date.",
        "last_used_after  | 2026-02-30 | The last used after is not a valid date.",
        "expires_before   | 0          | The expires before is not a valid date.",
        "expires_after    | +999999999-01-01T00:00:00Z | The expires after is not a valid date.",
        "created_before   | -999999999-01-01T00:00:00Z | The created before is not a valid date.",
        "created_after    | 2026-11-24T00:00:00 | The created after is not a valid date.",
      })
  void aFilterThatMakesNoSenseIsRefused(String filter, String value, String sentence) {
    Expect.invalid(answer(Map.of(filter, value)), filter, sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x9Z", "x9Zqq", "twd_...x9Zq", "%%%%", "…x9Zq "})
  void aPreviewThatIsNoneIsRefused(String preview) {
    Expect.invalidField(answer(Map.of("preview", preview)), "preview");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id",
        "name",
        "preview",
        "scope",
        "state",
        "unused",
        "last_used_before",
        "last_used_after",
        "expires_before",
        "expires_after",
        "created_before",
        "created_after"
      })
  void aFilterThatSaysNothingIsRefused(String filter) {
    String sentence = "The %s field is required.".formatted(filter.replace('_', ' '));

    Expect.invalid(answer(Map.of(filter, "")), filter, sentence);
    Expect.invalid(answer(Map.of(filter, " ")), filter, sentence);
    Expect.invalid(Given.admin().get(Given.EVERYBODYS_TOKENS + "?" + filter), filter, sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"userid", "owner", "token", "User_Id", "x"})
  void aFilterThatIsUnknownIsRefused(String filter) {
    Expect.invalidField(answer(Map.of(filter, "1")), filter);
  }

  @Test
  void aFilterWithControlCharactersIsRefused() {
    Expect.invalidField(answer(Map.of("name", "a\0b")), "name");
    Expect.invalidField(answer(Map.of("scope", "a\0b")), "scope");
    Expect.invalidField(answer(Map.of("name", "x".repeat(256))), "name");
  }

  @Test
  void aFilterIsRefusedHonestlyInAProblemDocument() {
    Expect.problem(
        Given.admin()
            .accept("application/problem+json")
            .queryParam("state", "dead")
            .get(Given.EVERYBODYS_TOKENS),
        422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "name", "created_at", "expires_at", "last_used_at", "user"})
  void theListCanBeSortedBy(String column) {
    Person owner = owner();
    token(owner, Map.of("name", "Second", "expires_in_days", 10));
    token(owner, Map.of("name", "Third", "expires_in_days", 20));

    List<String> up = Json.column(rows(owner, Map.of("sort", column, "order", "asc")), "id");
    List<String> down =
        new ArrayList<>(Json.column(rows(owner, Map.of("sort", column, "order", "desc")), "id"));

    Collections.reverse(down);
    assertThat(up).hasSize(3).isEqualTo(down);
  }

  @Test
  void theNewestComesFirstWhateverElseIsAskedFor() {
    Person owner = owner();
    token(owner, Map.of("name", "Second"));

    assertThat(names(owner, Map.of())).containsExactly("Second", "First");
    assertThat(names(owner, Map.of("sort", "digest"))).containsExactly("Second", "First");
    assertThat(names(owner, Map.of("order", "sideways"))).containsExactly("Second", "First");
  }

  @Test
  void whatWasNeverUsedComesLastByLastUse() {
    Person owner = owner();
    token(owner, Map.of("name", "Never"));
    Given.with(token(owner, Map.of("name", "Used"))).get(Given.ME);

    await().atMost(SOON).until(() -> names(owner, Map.of("unused", false)).contains("Used"));

    List<String> names = names(owner, Map.of("sort", "last_used_at"));
    assertThat(names.get(names.size() - 1)).isEqualTo("Never");
    assertThat(names(owner, Map.of("sort", "last_used_at", "order", "asc")).get(0))
        .isEqualTo("Never");
  }

  @Test
  void thePartsBesideKeepTheFilters() {
    Person owner = owner();
    token(owner, Map.of("name", "Odd {a}%b&c=d+é#' 1"));
    token(owner, Map.of("name", "Odd {a}%b&c=d+é#' 2"));
    Map<String, Object> query =
        Map.of("user_id", owner.id(), "name", "{a}%b&c=d+é#'", "limit", 1, "order", "asc");

    JsonNode first = Json.of(answer(query));
    JsonNode second = follow(first, "next_page_url");

    assertThat(first.get("total").asInt()).isEqualTo(2);
    assertThat(Json.column(first.get("rows"), "name")).containsExactly("Odd {a}%b&c=d+é#' 1");
    assertThat(Json.column(second.get("rows"), "name")).containsExactly("Odd {a}%b&c=d+é#' 2");
    assertThat(second.get("next_page_url").isNull()).isTrue();
    assertThat(follow(second, "prev_page_url")).isEqualTo(first);
  }

  private static JsonNode follow(JsonNode list, String key) {
    return Json.of(Given.admin().urlEncodingEnabled(false).get(URI.create(list.get(key).asText())));
  }

  @Test
  void aSearchLooksIntoTokensAndTheirOwners() {
    Person owner = owner();
    token(owner, Map.of("name", "Second", "description", "Reads the NIGHTLY figures"));

    assertThat(names(owner, Map.of("search", "nightly"))).containsExactly("Second");
    assertThat(names(owner, Map.of("search", "SECOND"))).containsExactly("Second");
    assertThat(names(owner, Map.of("search", owner.username()))).hasSize(2);
    assertThat(names(owner, Map.of("search", "grace"))).hasSize(2);
    assertThat(names(owner, Map.of("search", Given.newName()))).isEmpty();
  }

  @Test
  void anAdministratorMayAndSoMayATokenWithThatScope() {
    assertThat(status(Given.as(Given.person("admin")))).isEqualTo(200);
    assertThat(status(Given.with(Given.token(Map.of("scopes", List.of("admin")))))).isEqualTo(200);
  }

  @Test
  void nobodyElseMay() {
    PermissionAnswers.refused(list(Given.as(Given.person("self.api", "users.view"))), "admin");
    PermissionAnswers.refused(
        list(Given.with(Given.token(Map.of("scopes", List.of("users.*", "self.api"))))), "admin");
    Expect.unauthorized(list(Given.anonymous()), Expect.BEARER);
    Expect.unauthorized(list(Given.basic(Given.person("superuser"))), Expect.BEARER);
  }

  private static int status(RequestSpecification caller) {
    return list(caller).statusCode();
  }

  private static Response list(RequestSpecification caller) {
    return caller.get(Given.EVERYBODYS_TOKENS);
  }
}
