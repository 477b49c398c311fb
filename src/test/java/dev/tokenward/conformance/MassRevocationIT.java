package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /tokens/revoke: many tokens at once, never more than were meant. */
class MassRevocationIT {

  private static final String REVOKE = Given.EVERYBODYS_TOKENS + "/revoke";
  private static final String LONG_AGO = "2000-01-01";
  private static final String FAR_AHEAD = "2999-01-01";

  private static RequestSpecification administrator() {
    return Given.as(Given.person("admin"));
  }

  private static Response revoke(RequestSpecification caller, Map<String, ?> criteria) {
    return Given.post(caller, REVOKE, criteria);
  }

  private static int revoked(Response answer) {
    return Json.payload(answer).get("revoked").asInt();
  }

  private static boolean isAlive(String token) {
    return Given.with(token).get(Given.ME).statusCode() == 200;
  }

  private static boolean isAlive(Token token) {
    return isAlive(token.text());
  }

  @Test
  void allTokensOfAUserAreRefusedAtOnce() {
    Person owner = Given.person("self.api");
    Token second = Given.token(Given.as(owner), Map.of("name", "Second"));
    Person another = Given.person("self.api");

    Response answer = revoke(administrator(), Map.of("user_id", owner.id()));

    Expect.answer(
        answer,
        200,
        """
        {"status":"success","messages":"2 tokens were revoked.","payload":{"revoked":2}}\
        """);
    Expect.unauthorized(Given.as(owner).get(Given.ME), Expect.INVALID_TOKEN);
    Expect.unauthorized(Given.with(second).get(Given.ME), Expect.INVALID_TOKEN);
    assertThat(isAlive(another.token())).isTrue();
  }

  @Test
  void whatIsRevokedIsNotRevokedAgain() {
    Person owner = Given.person("self.api");
    RequestSpecification administrator = administrator();

    assertThat(Json.of(revoke(administrator, Map.of("user_id", owner.id()))).get("messages"))
        .isEqualTo(Json.parse("\"1 token was revoked.\""));
    assertThat(revoked(revoke(administrator, Map.of("user_id", owner.id())))).isZero();
  }

  @Test
  void revokedTokensAreListedAsSuch() {
    Person owner = Given.person("self.api");

    revoke(administrator(), Map.of("user_id", owner.id()));

    JsonNode rows =
        Json.of(
                Given.admin()
                    .queryParam("user_id", owner.id())
                    .queryParam("state", "revoked")
                    .get(Given.EVERYBODYS_TOKENS))
            .get("rows");
    assertThat(Json.column(rows, "name")).containsExactly("First");
  }

  @ParameterizedTest
  @ValueSource(strings = {"created_before", "unused_since"})
  void allCriteriaHaveToFit(String criterion) {
    Person owner = Given.person("self.api");
    RequestSpecification administrator = administrator();

    assertThat(revoked(revoke(administrator, Map.of("user_id", owner.id(), criterion, LONG_AGO))))
        .isZero();
    assertThat(isAlive(owner.token())).isTrue();
    assertThat(revoked(revoke(administrator, Map.of("user_id", owner.id(), criterion, FAR_AHEAD))))
        .isEqualTo(1);
    assertThat(isAlive(owner.token())).isFalse();
  }

  @Test
  void aSuperuserRevokesWhatIsOlderThanAMoment() {
    assertThat(revoked(revoke(Given.admin(), Map.of("created_before", LONG_AGO)))).isZero();
  }

  @Test
  void aFormDoesAsWell() {
    Person owner = Given.person("self.api");

    Response answer =
        administrator()
            .contentType(ContentType.URLENC)
            .formParam("user_id", owner.id())
            .formParam("including_mine", "false")
            .post(REVOKE);

    assertThat(revoked(answer)).isEqualTo(1);
  }

  @Test
  void theTokenInUseIsSpared() {
    Person superuser = Given.person("superuser");
    Token inUse = Given.token(Given.as(superuser), Map.of("name", "In use"));

    assertThat(revoked(revoke(Given.with(inUse), Map.of("user_id", superuser.id())))).isEqualTo(1);

    assertThat(isAlive(inUse)).isTrue();
    assertThat(isAlive(superuser.token())).isFalse();
  }

  @Test
  void theTokenInUseIsRevokedOnRequest() {
    Person superuser = Given.person("superuser");
    Map<String, ?> criteria = Map.of("user_id", superuser.id(), "including_mine", true);

    assertThat(revoked(revoke(Given.as(superuser), criteria))).isEqualTo(1);

    assertThat(isAlive(superuser.token())).isFalse();
  }

  @Test
  void withoutACriterionNothingIsRevoked() {
    Expect.invalidField(revoke(Given.admin(), Map.of()), "criterion");
    Expect.invalidField(revoke(Given.admin(), Map.of("including_mine", true)), "criterion");
    Expect.invalidField(revoke(Given.admin(), Map.of("including_mine", false)), "criterion");
    Expect.invalidField(Given.admin().post(REVOKE), "criterion");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\u00a0"})
  void aCriterionThatSaysNothingIsRefused(String nothing) {
    for (String criterion : List.of("user_id", "created_before", "unused_since")) {
      Map<String, Object> criteria = new HashMap<>(Map.of("created_before", LONG_AGO));
      criteria.put(criterion, nothing);

      Expect.invalid(
          revoke(Given.admin(), criteria),
          criterion,
          "The %s field is required.".formatted(criterion.replace('_', ' ')));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"userid", "id", "older_than", "name", "Created_Before", "state"})
  void aCriterionThatIsUnknownIsRefused(String criterion) {
    Expect.invalidField(
        revoke(Given.admin(), Map.of("created_before", LONG_AGO, criterion, "1")), criterion);
    Expect.invalidField(
        revoke(Given.admin().queryParam(criterion, "1"), Map.of("created_before", LONG_AGO)),
        criterion);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user_id        | all        | The user id must be an integer.",
        "user_id        | *          | The user id must be an integer.",
        "user_id        | 999999999  | The selected user id is invalid.",
        "user_id        | -1         | The selected user id is invalid.",
        "created_before | today      | The created before is not a valid date.",
        "created_before | +999999999-01-01T00:00:00Z | The created before is not a valid date.",
        "unused_since   | 90 days    | The unused since is not a valid date.",
        "including_mine | perhaps    | The including mine field must be true or false.",
      })
  void aCriterionThatMakesNoSenseIsRefused(String criterion, String value, String sentence) {
    Map<String, String> criteria = new HashMap<>(Map.of("unused_since", LONG_AGO));
    criteria.put(criterion, value);

    Expect.invalid(revoke(Given.admin(), criteria), criterion, sentence);
  }

  @Test
  void aListOfUsersIsRefused() {
    Expect.invalid(
        revoke(Given.admin(), Map.of("user_id", Arrays.asList(1, 2))),
        "user_id",
        "The user id must be a string.");
  }

  @Test
  void aDeletedUserIsNobody() {
    Person owner = Given.person("self.api");
    Given.admin().delete(UserFixtures.path(owner.id()));

    Expect.invalid(
        revoke(Given.admin(), Map.of("user_id", owner.id())),
        "user_id",
        "The selected user id is invalid.");
  }

  @Test
  void anAdministratorRevokesNoTokensOfASuperuser() {
    Person superuser = Given.person("superuser");

    PermissionAnswers.refusedWhateverTheScopes(
        revoke(administrator(), Map.of("user_id", superuser.id())));

    assertThat(isAlive(superuser.token())).isTrue();
  }

  @Test
  void anAdministratorRevokesNothingOfEverybodyOnlyBecauseOfItsAge() {
    PermissionAnswers.refused(
        revoke(administrator(), Map.of("created_before", LONG_AGO)), "superuser");
    PermissionAnswers.refused(
        revoke(
            Given.with(Given.token(Map.of("scopes", List.of("admin")))),
            Map.of("created_before", LONG_AGO)),
        "superuser");
  }

  @Test
  void anAdministratorMayRevokeWhatIsNotUsed() {
    assertThat(revoked(revoke(administrator(), Map.of("unused_since", LONG_AGO)))).isZero();
    assertThat(
            revoked(
                revoke(
                    administrator(), Map.of("unused_since", LONG_AGO, "created_before", LONG_AGO))))
        .isZero();
  }

  @Test
  void nobodyElseMay() {
    Person owner = Given.person("self.api");
    Map<String, ?> criteria = Map.of("user_id", owner.id());

    PermissionAnswers.refused(revoke(Given.as(owner), criteria), "admin");
    PermissionAnswers.refused(
        revoke(Given.as(Given.person("users.edit", "users.delete")), criteria), "admin");
    PermissionAnswers.refused(
        revoke(Given.with(Given.token(Map.of("scopes", List.of("users.*")))), criteria), "admin");
    Expect.unauthorized(revoke(Given.anonymous(), criteria), Expect.BEARER);
    Expect.unauthorized(revoke(Given.basic(Given.person("superuser")), criteria), Expect.BEARER);

    assertThat(isAlive(owner.token())).isTrue();
  }

  @Test
  void aProblemIsToldHonestlyToWhoWantsIt() {
    RequestSpecification caller = Given.admin().accept("application/problem+json");

    Expect.problem(revoke(caller, Map.of()), 422);
  }
}
