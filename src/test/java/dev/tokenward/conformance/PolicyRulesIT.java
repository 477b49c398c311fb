package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy does to new tokens, and what is told of it before. */
class PolicyRulesIT {

  private static final String NOBODY = "The policy lets nobody create tokens at the moment.";
  private static final String ONLY_ADMINISTRATORS =
      "The policy lets only administrators create tokens. Ask one of them.";

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
  void aTokenMayLiveAsLongAsThePolicySays() {
    Person person = PolicyFixtures.member(Map.of("max_life_days", 30));

    assertThat(lifeOf(PolicyFixtures.create(person, Map.of("expires_in_days", 30))))
        .isBetween(Duration.ofDays(30).minusMinutes(1), Duration.ofDays(30));
  }

  @Test
  void aTokenMayNotLiveLonger() {
    Person person = PolicyFixtures.member(Map.of("max_life_days", 30));
    Instant tooLate = Instant.now().plus(Duration.ofDays(31));

    Response byDays = PolicyFixtures.create(person, Map.of("expires_in_days", 31));
    Response byMoment = PolicyFixtures.create(person, Map.of("expires_at", tooLate.toString()));

    Expect.invalidField(byDays, "expires_in_days");
    Expect.invalidField(byMoment, "expires_at");
    assertThat(byMoment.<List<String>>path("messages.expires_at").get(0))
        .startsWith("The policy allows at most 30 days. Choose an expiry no later than 20");
  }

  @Test
  void aTokenWithoutAnExpiryLivesAsLongAsThePolicyAllows() {
    Person person = PolicyFixtures.member(Map.of("max_life_days", 1));

    assertThat(lifeOf(PolicyFixtures.create(person, Map.of("name", "x"))))
        .isBetween(Duration.ofDays(1).minusMinutes(1), Duration.ofDays(1));
  }

  @Test
  void anExpiryMustBeAskedForWhereThePolicySays() {
    Person person = PolicyFixtures.member(Map.of("expiry_required", true, "max_life_days", 30));

    Response without = PolicyFixtures.create(person, Map.of("name", "x"));

    Expect.invalidField(without, "expires_at");
    assertThat(without.<List<String>>path("messages.expires_at").get(0))
        .startsWith("The policy requires an expiry. Choose an expiry no later than 20");
    assertMade(PolicyFixtures.create(person, Map.of("expires_in_days", 7)));
  }

  @Test
  void anExpiryMayBeAnyWhereNoLifeIsDemanded() {
    Person person = PolicyFixtures.member(Map.of("expiry_required", true));

    Expect.invalid(
        PolicyFixtures.create(person, Map.of()),
        "expires_at",
        "The policy requires an expiry. Choose one.");
    assertMade(PolicyFixtures.create(person, Map.of("expires_in_days", 3650)));
  }

  @Test
  void scopesMustBeNamedWhereThePolicySays() {
    Person person = PolicyFixtures.member(Map.of("scopes_required", true));

    Expect.invalid(
        PolicyFixtures.create(person, Map.of("name", "x")),
        "scopes",
        "The policy requires scopes. Choose at least one.");
    assertMade(PolicyFixtures.create(person, Map.of("scopes", List.of("self.api"))));
  }

  @Test
  void scopesThatAreInheritedCount() {
    Person person = Given.person("self.api");
    Given.Token narrow = Given.token(Given.as(person), Map.of("scopes", List.of("self.api")));
    join(person, PolicyFixtures.group(Map.of("scopes_required", true)));

    Given.token(Given.with(narrow), Map.of("name", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "Auth Token", "AUTH token"})
  void aNameOfItsOwnMustBeGivenWhereThePolicySays(String name) {
    Person person = PolicyFixtures.member(Map.of("name_required", true));

    Expect.invalid(
        PolicyFixtures.create(person, Map.of("name", name)),
        "name",
        "The policy requires a name. Say what the token is for.");
    assertMade(PolicyFixtures.create(person, Map.of("name", "Backup")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"First", "fIRST", " first "})
  void aNameMayNotComeTwiceWhereThePolicySays(String name) {
    Person person = PolicyFixtures.member(Map.of("name_unique", true));

    Expect.invalid(
        PolicyFixtures.create(person, Map.of("name", name)),
        "name",
        "The policy requires another name: a live token has this one already.");
    assertMade(PolicyFixtures.create(person, Map.of("name", "Second")));
  }

  @Test
  void theNameOfADeadTokenOrOfSomebodyElsesIsFree() {
    Person person = PolicyFixtures.member(Map.of("name_unique", true));
    String id = idOf(PolicyFixtures.create(person, Map.of("name", "Second")));

    Given.as(person).delete(Given.TOKENS + "/" + id);

    assertMade(PolicyFixtures.create(person, Map.of("name", "Second")));
    assertMade(
        PolicyFixtures.create(
            PolicyFixtures.member(Map.of("name_unique", true)), Map.of("name", "Second")));
  }

  @Test
  void nobodyHasMoreTokensThanThePolicyAllows() {
    Person person = PolicyFixtures.member(Map.of("max_tokens", 2));
    String second = idOf(PolicyFixtures.create(person, Map.of("name", "x")));

    Response third = PolicyFixtures.create(person, Map.of("name", "x"));

    Expect.invalid(
        third,
        "policy",
        "The policy allows at most 2 live tokens per user. Revoke one before you create another.");
    Given.as(person).delete(Given.TOKENS + "/" + second);
    assertMade(PolicyFixtures.create(person, Map.of("name", "x")));
  }

  @Test
  void nobodyMakesTokensWhereThePolicySays() {
    Expect.invalid(
        PolicyFixtures.create(PolicyFixtures.member(Map.of("creation", "nobody")), Map.of()),
        "policy",
        NOBODY);
  }

  @Test
  void aSuperuserIsBoundAsWell() {
    Person superuser = PolicyFixtures.member(Map.of("creation", "nobody"), "superuser");

    Expect.invalid(PolicyFixtures.create(superuser, Map.of()), "policy", NOBODY);
  }

  @Test
  void aPasswordIsBoundAsATokenIs() {
    Person person = PolicyFixtures.member(Map.of("creation", "nobody"));

    Expect.invalid(Given.post(Given.basic(person), Given.TOKENS, Map.of()), "policy", NOBODY);
  }

  @ParameterizedTest
  @CsvSource({"admin self.api, true", "superuser, true", "users.view self.api, false"})
  void onlyAdministratorsMakeTokensWhereThePolicySays(String permissions, boolean allowed) {
    Person person =
        PolicyFixtures.member(Map.of("creation", "administrators"), permissions.split(" "));

    Response answer = PolicyFixtures.create(person, Map.of("name", "x"));

    if (allowed) {
      assertMade(answer);
    } else {
      Expect.invalid(answer, "policy", ONLY_ADMINISTRATORS);
    }
    assertThat(PolicyFixtures.limits(person).get("may_create").asBoolean()).isEqualTo(allowed);
  }

  @Test
  void whoIsAnAdministratorByAGroupIsOne() {
    Person person = PolicyFixtures.member(Map.of("creation", "administrators"));
    long administrators = Given.group(Given.grants("admin"));

    Expect.invalid(PolicyFixtures.create(person, Map.of()), "policy", ONLY_ADMINISTRATORS);
    join(person, administrators, PolicyFixtures.group(Map.of("creation", "administrators")));

    assertMade(PolicyFixtures.create(person, Map.of()));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Person person =
        PolicyFixtures.member(
            Map.of(
                "creation",
                "nobody",
                "max_life_days",
                30,
                "scopes_required",
                true,
                "name_required",
                true,
                "max_tokens",
                1));

    JsonNode messages =
        Json.of(
                PolicyFixtures.create(
                    person, Map.of("expires_in_days", 60, "throttle_per_minute", 5)))
            .get("messages");

    assertThat(Json.keys(messages))
        .containsExactlyInAnyOrder(
            "expires_in_days", "throttle_per_minute", "scopes", "name", "policy");
    assertThat(messages.get("policy")).hasSize(2);
  }

  @Test
  void aProblemDocumentSaysTheSameHonestly() {
    Person person = PolicyFixtures.member(Map.of("creation", "nobody"));

    JsonNode problem =
        Expect.problem(
            Given.post(Given.as(person).accept("application/problem+json"), Given.TOKENS, Map.of()),
            422);

    assertThat(problem.get("errors").toString()).contains(NOBODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_life_days\":60}   | {\"max_life_days\":30}  | {\"max_life_days\":90}   | max_life_days   | 30",
        "{\"max_life_days\":20}   | {\"max_life_days\":30}  | {}                       | max_life_days   | 20",
        "{}                       | {}                      | {\"max_life_days\":90}   | max_life_days   | 90",
        "{\"max_tokens\":9}       | {\"max_tokens\":12}     | {\"max_tokens\":10}      | max_tokens      | 9",
        "{\"max_tokens\":9}       | {\"max_tokens\":12}     | {\"max_tokens\":8}       | max_tokens      | 8",
        "{}                       | {\"expiry_required\":1} | {}                       | expiry_required | true",
        "{\"expiry_required\":1}  | {}                      | {\"expiry_required\":0}  | expiry_required | true",
        "{}                       | {}                      | {\"scopes_required\":1}  | scopes_required | true",
        "{\"scopes_required\":1}  | {}                      | {}                       | scopes_required | true",
        "{}                       | {\"name_required\":1}   | {}                       | name_required   | true",
        "{\"name_unique\":1}      | {}                      | {}                       | name_unique     | true",
        "{}                       | {\"name_unique\":1}     | {}                       | name_unique     | true",
        "{\"creation\":\"nobody\"} | {\"creation\":\"everyone\"} | {}                 | may_create      | false",
        "{}                       | {\"creation\":\"administrators\"} | {}             | may_create      | false",
        "{\"creation\":\"administrators\"} | {} | {\"creation\":\"nobody\"}            | may_create      | false",
        "{}                       | {}                      | {}                       | may_create      | true",
        "{}                       | {}                      | {}                       | max_tokens      | null",
      })
  void theStrictestCountsValueByValue(
      String ofAll, String ofOne, String ofOther, String key, String strictest) {
    long one = Given.group(Map.of());
    long other = Given.group(Map.of());
    Person person = Given.person(Given.grants("self.api"), List.of(one, other));

    Json.payload(Given.put(Given.admin(), PolicyFixtures.POLICY, ofAll));
    Json.payload(Given.put(Given.admin(), PolicyFixtures.path(one), ofOne));
    Json.payload(Given.put(Given.admin(), PolicyFixtures.path(other), ofOther));

    assertThat(PolicyFixtures.limits(person).get(key).asText()).isEqualTo(strictest);
  }

  @Test
  void aGroupIsNoExceptionFromWhatIsDemandedOfAll() {
    Person person = PolicyFixtures.member(Map.of("creation", "everyone", "max_life_days", 90));

    PolicyFixtures.demandOfAll(Map.of("max_life_days", 30));

    Expect.invalidField(
        PolicyFixtures.create(person, Map.of("expires_in_days", 60)), "expires_in_days");
  }

  @Test
  void aChangeCountsFromTheNextTokenOn() {
    long group = Given.group(Map.of());
    Person person = Given.person(Given.grants("self.api"), List.of(group));

    PolicyFixtures.demand(group, Map.of("creation", "nobody"));
    Expect.invalid(PolicyFixtures.create(person, Map.of()), "policy", NOBODY);
    PolicyFixtures.demand(group, Map.of());
    assertMade(PolicyFixtures.create(person, Map.of()));
    PolicyFixtures.demand(group, Map.of("scopes_required", true));
    Expect.invalidField(PolicyFixtures.create(person, Map.of()), "scopes");
    Given.admin().delete(PolicyFixtures.path(group));
    assertMade(PolicyFixtures.create(person, Map.of()));
  }

  @Test
  void whoLeavesAGroupOrLosesItIsFreeOfItsPolicy() {
    Person leaver = PolicyFixtures.member(Map.of("creation", "nobody"));
    long deleted = PolicyFixtures.group(Map.of("creation", "nobody"));
    Person loser = Given.person("self.api");
    join(loser, deleted);

    Expect.invalid(PolicyFixtures.create(loser, Map.of()), "policy", NOBODY);
    join(leaver);
    Given.admin().delete(GroupFixtures.path(deleted));

    assertMade(PolicyFixtures.create(leaver, Map.of()));
    assertMade(PolicyFixtures.create(loser, Map.of()));
  }

  @Test
  void tokensThatAreThereGoOnWorking() {
    Person person =
        PolicyFixtures.member(
            Map.of("creation", "nobody", "scopes_required", true, "max_life_days", 1));

    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void theLimitsTellAllBeforehand() {
    Person person =
        PolicyFixtures.member(
            Map.of(
                "max_life_days",
                30,
                "scopes_required",
                true,
                "name_required",
                true,
                "max_tokens",
                5));

    JsonNode limits = PolicyFixtures.limits(person);

    assertThat(Json.keys(limits))
        .containsExactly(
            "may_create",
            "max_life_days",
            "latest_expiry",
            "expiry_required",
            "scopes_required",
            "name_required",
            "name_unique",
            "max_tokens",
            "tokens_left",
            "prefix");
    assertThat(limits.get("may_create").asBoolean()).isTrue();
    assertThat(limits.get("tokens_left").asInt()).isEqualTo(4);
    assertThat(Duration.between(Instant.now(), Instant.parse(limits.get("latest_expiry").asText())))
        .isBetween(Duration.ofDays(30).minusMinutes(1), Duration.ofDays(30));
    assertThat(person.token()).startsWith(limits.get("prefix").asText() + "_");
  }

  @Test
  void theLimitsOfWhoHasTooManyAreZero() {
    Person person = Given.person("self.api");
    Given.token(Given.as(person), Map.of("name", "Second"));

    join(person, PolicyFixtures.group(Map.of("max_tokens", 1)));

    assertThat(PolicyFixtures.limits(person).get("tokens_left").asInt()).isZero();
  }

  @Test
  void whoMayNotMakeTokensIsTold() {
    assertThat(PolicyFixtures.limits(Given.person()).get("may_create").asBoolean()).isFalse();
    assertThat(PolicyFixtures.limits(Given.person("self.api")).get("may_create").asBoolean())
        .isTrue();
  }

  @Test
  void theLimitsNeedATokenThatCounts() {
    Expect.unauthorized(Given.anonymous().get(PolicyFixtures.LIMITS), Expect.BEARER);
    Expect.unauthorized(
        Given.with("twd_not-a-token").get(PolicyFixtures.LIMITS), Expect.INVALID_TOKEN);
  }

  @Test
  void theLatestExpiryIsThatOfARestrictedTokenInUse() {
    Person person = Given.person("self.api");
    Given.Token brief =
        Given.token(Given.as(person), Map.of("scopes", List.of("self.api"), "expires_in_days", 3));

    Instant latest =
        Instant.parse(
            Json.of(Given.with(brief).get(PolicyFixtures.LIMITS)).get("latest_expiry").asText());

    assertThat(Duration.between(Instant.now(), latest)).isLessThanOrEqualTo(Duration.ofDays(3));
  }

  private static void join(Person person, Long... groups) {
    Json.payload(UserFixtures.change(person.id(), Map.of("groups", List.of(groups))));
  }

  private static void assertMade(Response answer) {
    assertThat(Json.payload(answer).get("token").isTextual()).isTrue();
  }

  private static String idOf(Response answer) {
    return Json.payload(answer).get("id").asText();
  }

  private static Duration lifeOf(Response answer) {
    return Duration.between(
        Instant.now(), Instant.parse(Json.payload(answer).get("expires_at").asText()));
  }
}
