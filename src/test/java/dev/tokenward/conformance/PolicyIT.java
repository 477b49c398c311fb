package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** /policy and /groups/{id}/policy: what administrators demand, and who may. */
class PolicyIT {

  private static final List<String> KEYS =
      List.of(
          "creation",
          "max_life_days",
          "expiry_required",
          "scopes_required",
          "name_required",
          "name_unique",
          "max_tokens",
          "prefix",
          "updated_by",
          "updated_at");
  private static final String NOTHING =
      """
      {"creation":"everyone","max_life_days":null,"expiry_required":false,"scopes_required":false,
       "name_required":false,"name_unique":false,"max_tokens":null,"prefix":null,
       "updated_by":null,"updated_at":null}""";
  private static final Map<String, Object> EVERYTHING =
      Map.of(
          "creation", "administrators",
          "max_life_days", 36_525,
          "expiry_required", true,
          "scopes_required", true,
          "name_required", true,
          "name_unique", true,
          "max_tokens", 100_000);
  private static final String FIELDS_OF_GROUPS =
      "This field is unknown. The fields are: creation, max_life_days, expiry_required,"
          + " scopes_required, name_required, name_unique, max_tokens.";

  private JsonNode before;

  @BeforeEach
  void remember() {
    before = PolicyFixtures.policyOfAll();
  }

  @AfterEach
  void putBack() {
    PolicyFixtures.putBack(before);
  }

  @Test
  void aGroupDemandsNothingAtFirst() {
    Response answer = Given.admin().get(PolicyFixtures.path(Given.group(Map.of())));

    Expect.answer(answer, 200, NOTHING);
  }

  @Test
  void everythingThatIsDemandedOfAGroupIsKept() {
    long group = Given.group(Map.of());

    JsonNode put = Json.payload(Given.put(Given.admin(), PolicyFixtures.path(group), EVERYTHING));

    JsonNode found = Json.of(Given.admin().get(PolicyFixtures.path(group)));
    assertThat(found).isEqualTo(put);
    assertThat(Json.keys(found)).isEqualTo(KEYS);
    EVERYTHING.forEach(
        (key, value) -> assertThat(found.get(key).asText()).isEqualTo(value.toString()));
  }

  @Test
  void everythingThatIsDemandedOfAllIsKept() {
    JsonNode put = Json.payload(PolicyFixtures.demandOfAll(EVERYTHING));

    JsonNode found = Json.of(Given.admin().get(PolicyFixtures.POLICY));
    assertThat(found).isEqualTo(put);
    assertThat(Json.keys(found)).isEqualTo(KEYS);
    EVERYTHING.forEach(
        (key, value) -> assertThat(found.get(key).asText()).isEqualTo(value.toString()));
  }

  @Test
  void aPutReplacesAllOfIt() {
    long group = PolicyFixtures.group(EVERYTHING);

    PolicyFixtures.demand(group, Map.of("max_tokens", 7));

    JsonNode found = Json.of(Given.admin().get(PolicyFixtures.path(group)));
    assertThat(found.get("max_tokens").asInt()).isEqualTo(7);
    assertThat(found.get("creation").asText()).isEqualTo("everyone");
    assertThat(found.get("max_life_days").isNull()).isTrue();
    assertThat(found.get("name_unique").asBoolean()).isFalse();
  }

  @Test
  void aFormIsTaken() {
    long group = Given.group(Map.of());

    JsonNode put =
        Json.payload(
            Given.admin()
                .contentType(ContentType.URLENC)
                .formParam("max_life_days", "30")
                .formParam("name_unique", "1")
                .put(PolicyFixtures.path(group)));

    assertThat(put.get("max_life_days").asInt()).isEqualTo(30);
    assertThat(put.get("name_unique").asBoolean()).isTrue();
  }

  @Test
  void whoChangedItLastIsKnown() {
    Person superuser = Given.person("superuser");
    long group = PolicyFixtures.group(Map.of("max_tokens", 1));

    JsonNode put =
        Json.payload(
            Given.put(Given.as(superuser), PolicyFixtures.path(group), Map.of("max_tokens", 2)));

    assertThat(put.get("updated_by").get("id").asLong()).isEqualTo(superuser.id());
    assertThat(put.get("updated_by").get("name").asText()).isEqualTo("Grace");
    assertThat(Json.keys(put.get("updated_at"))).containsExactly("datetime", "formatted");
  }

  @Test
  void thePolicyOfAGroupCanBeRemovedAgainAndAgain() {
    long group = PolicyFixtures.group(EVERYTHING);

    for (int i = 0; i < 2; i++) {
      Response answer = Given.admin().delete(PolicyFixtures.path(group));

      Expect.answer(
          answer,
          200,
          """
          {"status":"success","messages":"Policy removed successfully.","payload":null}""");
    }
    Expect.answer(Given.admin().get(PolicyFixtures.path(group)), 200, NOTHING);
  }

  @Test
  void aGroupThatHasAPolicyCanBeDeleted() {
    long group = PolicyFixtures.group(EVERYTHING);

    Given.admin().delete(GroupFixtures.path(group));

    Expect.answer(Given.admin().get(PolicyFixtures.path(group)), 200, Expect.NO_GROUP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_life_days   | 0       | The max life days must be between 1 and 36525.",
        "max_life_days   | 36526   | The max life days must be between 1 and 36525.",
        "max_life_days   | -1      | The max life days must be between 1 and 36525.",
        "max_life_days   | 1.5     | The max life days must be an integer.",
        "max_life_days   | \"x\"   | The max life days must be an integer.",
        "max_life_days   | []      | The max life days must be a string.",
        "max_tokens      | 0       | The max tokens must be between 1 and 100000.",
        "max_tokens      | 100001  | The max tokens must be between 1 and 100000.",
        "max_tokens      | 999999999999999999 | The max tokens must be between 1 and 100000.",
        "expiry_required | 2       | The expiry required field must be true or false.",
        "scopes_required | \"x\"   | The scopes required field must be true or false.",
        "name_required   | {}      | The name required must be a string.",
        "name_unique     | -1      | The name unique field must be true or false.",
        "creation        | \"all\" | The creation must be everyone, administrators or nobody.",
        "creation        | \"Nobody\" | The creation must be everyone, administrators or nobody.",
        "creation        | \"a\\u0000\" | The creation may not contain control characters.",
      })
  void aValueThatMakesNoSenseIsRefused(String field, String json, String sentence) {
    String body = "{\"" + field + "\":" + json + "}";

    Expect.invalid(
        Given.put(Given.admin(), PolicyFixtures.path(Given.group(Map.of())), body),
        field,
        sentence);
    Expect.invalid(Given.put(Given.admin(), PolicyFixtures.POLICY, body), field, sentence);
  }

  @Test
  void anUnknownFieldIsRefusedAndNamed() {
    long group = PolicyFixtures.group(Map.of("max_tokens", 7));

    Response answer = Given.put(Given.admin(), PolicyFixtures.path(group), Map.of("max_token", 3));

    Expect.invalid(answer, "max_token", FIELDS_OF_GROUPS);
    assertThat(Json.of(Given.admin().get(PolicyFixtures.path(group))).get("max_tokens").asInt())
        .isEqualTo(7);
  }

  @Test
  void anUnknownFieldInTheAddressIsRefusedToo() {
    Response answer =
        Given.admin().queryParam("max_token", "3").put(PolicyFixtures.path(Given.group(Map.of())));

    Expect.invalid(answer, "max_token", FIELDS_OF_GROUPS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "\\ud800", "", "<script>", "a b"})
  void anUnknownFieldThatCannotBeShownIsRefusedWithoutItsName(String name) {
    Response answer =
        Given.put(
            Given.admin(), PolicyFixtures.path(Given.group(Map.of())), "{\"" + name + "\":1}");

    Expect.invalid(answer, "fields", FIELDS_OF_GROUPS);
  }

  @Test
  void aGroupHasNoPrefix() {
    Expect.invalid(
        Given.put(
            Given.admin(), PolicyFixtures.path(Given.group(Map.of())), Map.of("prefix", "twd")),
        "prefix",
        FIELDS_OF_GROUPS);
  }

  @Test
  void aPrefixThatNobodyWouldRecogniseIsRefused() {
    Response answer = PolicyFixtures.demandOfAll(Map.of("prefix", "nope"));

    Expect.invalidField(answer, "prefix");
    assertThat(answer.<List<String>>path("messages.prefix").get(0))
        .startsWith("The prefix must be one that this service recognises: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "abc", "-1", "99999999999999999999"})
  void aGroupThatIsNotThereHasNoPolicy(String group) {
    String path = Given.GROUPS + "/" + group + "/policy";

    Expect.answer(Given.admin().get(path), 200, Expect.NO_GROUP);
    Expect.answer(Given.put(Given.admin(), path, Map.of()), 200, Expect.NO_GROUP);
    Expect.answer(Given.admin().delete(path), 200, Expect.NO_GROUP);
    Expect.problem(Given.admin().accept("application/problem+json").get(path), 404);
  }

  @Test
  void anAdministratorReadsAllAndChangesWhatCountsForAll() {
    Person administrator = Given.person("admin");
    long group = PolicyFixtures.group(Map.of("max_tokens", 7));

    JsonNode read = Json.of(Given.as(administrator).get(PolicyFixtures.path(group)));
    JsonNode put =
        Json.payload(
            Given.put(
                Given.as(administrator), PolicyFixtures.POLICY, Map.of("max_tokens", 99_999)));

    assertThat(read.get("max_tokens").asInt()).isEqualTo(7);
    assertThat(put.get("max_tokens").asInt()).isEqualTo(99_999);
    assertThat(Given.as(administrator).get(PolicyFixtures.VIOLATIONS).statusCode()).isEqualTo(200);
  }

  @Test
  void anAdministratorWhoMayNotChangeAGroupMayNotChangeItsPolicy() {
    Person administrator = Given.person("admin");
    long group = PolicyFixtures.group(Map.of("max_tokens", 7));

    Expect.forbidden(
        Given.put(Given.as(administrator), PolicyFixtures.path(group), Map.of("max_tokens", 9)));
    Expect.forbidden(Given.as(administrator).delete(PolicyFixtures.path(group)));
    assertThat(Json.of(Given.admin().get(PolicyFixtures.path(group))).get("max_tokens").asInt())
        .isEqualTo(7);
  }

  @Test
  void aTokenOfASuperuserThatIsCutDownMayNoMoreThanItsScopes() {
    Given.Token narrow = Given.token(Map.of("scopes", List.of("users.view")));
    long group = Given.group(Map.of());

    Expect.forbidden(Given.with(narrow).get(PolicyFixtures.POLICY));
    Expect.forbidden(Given.put(Given.with(narrow), PolicyFixtures.POLICY, Map.of()));
    Expect.forbidden(Given.with(narrow).get(PolicyFixtures.VIOLATIONS));
    Expect.forbidden(Given.put(Given.with(narrow), PolicyFixtures.path(group), Map.of()));
  }
}
