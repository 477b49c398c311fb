package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** /policy/violations: tokens that a new policy would not allow are listed, and stay. */
class PolicyViolationsIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_life_days\":30}     | max_life_days   | The policy allows at most 30 days, and this token has 547[89] days\\.",
        "{\"max_life_days\":1}      | max_life_days   | The policy allows at most 1 day, and this token has 547[89] days\\.",
        "{\"scopes_required\":true} | scopes_required | The policy requires scopes, and this token has none\\.",
      })
  void aTokenThatBreaksAPolicyIsListed(String policy, String key, String sentence) {
    Person person = PolicyFixtures.member(Map.of());
    demand(person, policy);

    JsonNode list = of(person);

    assertThat(list.get("total").asInt()).isEqualTo(1);
    JsonNode row = list.get("rows").get(0);
    assertThat(Json.keys(row))
        .containsExactly("id", "name", "preview", "user", "expires_at", "violations");
    assertThat(row.get("name").asText()).isEqualTo("First");
    assertThat(row.get("preview").asText()).endsWith(person.token().substring(49));
    assertThat(row.get("expires_at").asText()).matches("20\\d\\d-.*Z");
    assertThat(row.get("user").toString())
        .isEqualTo(
            "{\"id\":%d,\"username\":\"%s\",\"name\":\"Grace\"}"
                .formatted(person.id(), person.username()));
    assertThat(Json.column(row.get("violations"), "policy")).containsExactly(key);
    assertThat(row.get("violations").get(0).get("message").asText()).matches(sentence);
    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenWithoutANameOfItsOwnIsListed() {
    Person person = PolicyFixtures.member(Map.of());
    PolicyFixtures.create(person, Map.of());
    demand(person, "{\"name_required\":true}");

    assertThat(Json.column(of(person).get("rows"), "name")).containsExactly("Auth Token");
    assertThat(policies(of(person))).containsExactly("name_required");
  }

  @Test
  void ofTokensOfOneNameTheOldestIsLeftAlone() {
    Person person = PolicyFixtures.member(Map.of());
    PolicyFixtures.create(person, Map.of("name", "FIRST"));
    PolicyFixtures.create(person, Map.of("name", "Second"));
    demand(person, "{\"name_unique\":true}");

    assertThat(Json.column(of(person).get("rows"), "name")).containsExactly("FIRST");
    assertThat(policies(of(person))).containsExactly("name_unique");
  }

  @Test
  void ofTokensThatAreTooManyTheOldestAreLeftAlone() {
    Person person = PolicyFixtures.member(Map.of());
    List.of("Second", "Third", "Fourth")
        .forEach(name -> PolicyFixtures.create(person, Map.of("name", name)));
    demand(person, "{\"max_tokens\":2}");

    JsonNode rows =
        Json.of(search(person).queryParam("order", "asc").get(PolicyFixtures.VIOLATIONS))
            .get("rows");

    assertThat(Json.column(rows, "name")).containsExactly("Third", "Fourth");
    assertThat(rows.get(0).get("violations").get(0).get("message").asText())
        .isEqualTo(
            "The policy allows at most 2 live tokens per user, and this is number 3 by age.");
  }

  @Test
  void allThatIsWrongWithATokenIsTold() {
    Person person = PolicyFixtures.member(Map.of());
    PolicyFixtures.create(person, Map.of());
    PolicyFixtures.create(person, Map.of());
    demand(
        person,
        "{\"max_life_days\":1,\"scopes_required\":true,\"name_required\":true,"
            + "\"name_unique\":true,\"max_tokens\":2}");

    JsonNode newest = of(person).get("rows").get(0);

    assertThat(Json.column(newest.get("violations"), "policy"))
        .containsExactly(
            "max_life_days", "scopes_required", "name_required", "name_unique", "max_tokens");
  }

  @Test
  void whatIsDemandedOfCreatingAloneIsNotBroken() {
    Person person = PolicyFixtures.member(Map.of());
    demand(person, "{\"creation\":\"nobody\",\"expiry_required\":true}");

    assertThat(of(person).get("total").asInt()).isZero();
    assertThat(of(person).get("rows")).isEmpty();
  }

  @Test
  void aTokenThatIsAsThePolicySaysIsNotListed() {
    Person person = PolicyFixtures.member(Map.of("max_life_days", 30, "scopes_required", true));
    PolicyFixtures.create(
        person, Map.of("scopes", List.of("self.api"), "expires_in_days", 30, "name", "Good"));

    assertThat(Json.column(of(person).get("rows"), "name")).containsExactly("First");
  }

  @Test
  void aTokenThatIsRevokedIsNotListed() {
    Person person = PolicyFixtures.member(Map.of("scopes_required", true));
    String id = of(person).get("rows").get(0).get("id").asText();

    Given.as(person).delete(Given.TOKENS + "/" + id);

    assertThat(of(person).get("total").asInt()).isZero();
  }

  @Test
  void thePartsOfTheListJoin() {
    Person person = PolicyFixtures.member(Map.of());
    List.of("B", "A").forEach(name -> PolicyFixtures.create(person, Map.of("name", name)));
    demand(person, "{\"scopes_required\":true}");

    JsonNode first = part(person, 2, 0);
    JsonNode second = part(person, 2, 2);
    JsonNode beyond = part(person, 2, 10);

    assertThat(Json.column(first.get("rows"), "name")).containsExactly("A", "B");
    assertThat(Json.column(second.get("rows"), "name")).containsExactly("First");
    assertThat(beyond.get("rows")).isEmpty();
    assertThat(List.of(first, second, beyond))
        .allSatisfy(part -> assertThat(part.get("total").asInt()).isEqualTo(3));
    assertThat(first.get("next_page_url").asText())
        .contains("/policy/violations?")
        .contains("page=2");
    assertThat(second.get("next_page_url").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "id",
    "name",
    "username",
    "created_at",
    "expires_at",
    "nonsense",
    "'; drop table users'"
  })
  void theListCanBeSortedByWhateverColumn(String column) {
    Person person = PolicyFixtures.member(Map.of("scopes_required", true));

    JsonNode list =
        Json.of(search(person).queryParam("sort", column).get(PolicyFixtures.VIOLATIONS));

    assertThat(list.get("total").asInt()).isEqualTo(1);
  }

  @Test
  void aSearchTakesItsWildcardsLiterally() {
    PolicyFixtures.member(Map.of("scopes_required", true));

    JsonNode list =
        Json.of(Given.admin().queryParam("search", "%_%").get(PolicyFixtures.VIOLATIONS));

    assertThat(list.get("total").asInt()).isZero();
  }

  private static void demand(Person person, String policy) {
    long group = Given.group(Map.of());
    Json.payload(Given.put(Given.admin(), PolicyFixtures.path(group), policy));
    Json.payload(UserFixtures.change(person.id(), Map.of("groups", List.of(group))));
  }

  private static RequestSpecification search(Person person) {
    return Given.admin().queryParam("search", person.username());
  }

  private static JsonNode of(Person person) {
    return Json.of(search(person).get(PolicyFixtures.VIOLATIONS));
  }

  private static JsonNode part(Person person, int limit, int offset) {
    return Json.of(
        search(person)
            .queryParams(Map.of("limit", limit, "offset", offset, "sort", "name", "order", "asc"))
            .get(PolicyFixtures.VIOLATIONS));
  }

  private static List<String> policies(JsonNode list) {
    return Json.column(list.get("rows").get(0).get("violations"), "policy");
  }
}
