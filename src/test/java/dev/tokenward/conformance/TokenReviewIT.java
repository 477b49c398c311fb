package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Target;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /kubernetes/token-review: who is behind a token that was sent to an API server. */
class TokenReviewIT {

  static final String PATH = "/kubernetes/token-review";
  static final String V1 = "authentication.k8s.io/v1";

  private static final String V1BETA1 = "authentication.k8s.io/v1beta1";
  private static final String ASKING = "tokenward.introspect";
  private static final String CLUSTER = "https://cluster-a.example.com";
  private static final String PODS = "https://pods.example.com";
  private static final String ELSEWHERE = "https://elsewhere.example.com";
  private static final String NOT_COUNTING =
      "The token is not one of this service, or it was revoked.";
  private static final String OTHER_SERVICES = "The token is meant for other services.";

  private static String asker;
  private static String nobodyInParticular;

  /** What asks as the cluster, and so sees what is meant for it. */
  @BeforeAll
  static void makeAskers() {
    String here = Target.shared().baseUri().toString();
    Person person = Given.person(ASKING, "self.api");
    nobodyInParticular = person.token();
    asker = Given.token(Given.as(person), Map.of("audience", List.of(here, CLUSTER, PODS))).text();
  }

  private static Map<String, ?> object(String apiVersion, Map<String, ?> spec) {
    return Map.of("apiVersion", apiVersion, "kind", "TokenReview", "spec", spec);
  }

  private static Response ask(RequestSpecification caller, Object body) {
    return Given.post(caller, PATH, body);
  }

  private static Response review(String token, String... audiences) {
    return ask(
        Given.with(asker), object(V1, Map.of("token", token, "audiences", List.of(audiences))));
  }

  private static JsonNode status(Response answer) {
    JsonNode review = Json.of(answer);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.keys(review)).containsExactly("apiVersion", "kind", "spec", "status");
    assertThat(review.get("spec")).isEqualTo(Json.parse("{\"token\":\"\"}"));
    assertThat(review.get("kind").asText()).isEqualTo("TokenReview");
    return review.get("status");
  }

  private static JsonNode accepted(String token, String... audiences) {
    JsonNode status = status(review(token, audiences));
    assertThat(status.get("authenticated").booleanValue()).as(status.toString()).isTrue();
    assertThat(status.has("error")).isFalse();
    return status;
  }

  /** A no has nothing in it that could be taken for a yes. */
  private static void assertRefused(String error, String token, String... audiences) {
    Response answer = review(token, audiences);
    JsonNode status = status(answer);

    assertThat(Json.keys(status)).containsExactly("authenticated", "error");
    assertThat(status.get("authenticated")).isEqualTo(Json.parse("false"));
    assertThat(status.get("error").asText()).isEqualTo(error);
    assertThat(answer.asString().contains(token)).isFalse();
  }

  private static Token tokenFor(String... audience) {
    return Given.token(Map.of("audience", List.of(audience)));
  }

  @ParameterizedTest
  @ValueSource(strings = {V1, V1BETA1})
  void aReviewIsAnsweredInTheVersionInWhichItWasAsked(String version) {
    Response yes = ask(Given.with(asker), object(version, Map.of("token", Given.person().token())));
    Response no = ask(Given.with(asker), object(version, Map.of("token", "junk")));

    assertThat(Json.of(yes).get("apiVersion").asText()).isEqualTo(version);
    assertThat(status(yes).get("authenticated").asBoolean()).isTrue();
    assertThat(Json.of(no).get("apiVersion").asText()).isEqualTo(version);
    assertThat(status(no).get("authenticated").asBoolean()).isFalse();
  }

  @Test
  void aTokenThatCountsIsAnsweredWithWhoItIs() {
    Person person = Given.person("users.view");
    Token token = Given.token(Given.as(Given.person("self.api", "users.view")), Map.of());

    JsonNode user = accepted(person.token()).get("user");

    assertThat(Json.keys(user)).containsExactly("username", "uid", "extra");
    assertThat(user.get("username").asText()).isEqualTo("tokenward:" + person.username());
    assertThat(user.get("uid")).isEqualTo(Json.parse("\"" + person.id() + "\""));
    assertThat(accepted(token.text()).at("/user/extra/tokenward.dev~1token-id"))
        .isEqualTo(Json.parse("[\"" + token.id() + "\"]"));
  }

  @Test
  void groupsAreCalledAsHereBehindAPrefix() {
    long one = Given.group(Map.of());
    long other = Given.group(Map.of());
    Person person = Given.person(Map.of(), List.of(one, other));

    JsonNode groups = accepted(person.token()).at("/user/groups");

    assertThat(Json.elements(groups).map(JsonNode::asText))
        .containsExactly("tokenward:" + nameOf(one), "tokenward:" + nameOf(other));
  }

  /** Behind the prefix it is not the one that may do everything. */
  @Test
  void aGroupCalledSystemMastersIsNotKubernetesOwn() {
    String name = "system:masters";
    Response made = Given.post(Given.admin(), Given.GROUPS, Map.of("name", name));
    long group = Json.payload(made).get("id").asLong();
    try {
      Person person = Given.person(Map.of(), List.of(group));

      assertThat(accepted(person.token()).at("/user/groups"))
          .isEqualTo(Json.parse("[\"tokenward:system:masters\"]"));
    } finally {
      Given.admin().delete(Given.GROUPS + "/" + group);
    }
  }

  @Test
  void theTokensScopesAreTold() {
    Token narrow = Given.token(Map.of("scopes", List.of("assets.view", "users.*")));

    assertThat(scopes(narrow.text())).containsExactlyInAnyOrder("assets.view", "users.*");
    assertThat(scopes(Given.person().token())).containsExactly("*");
  }

  private static List<String> scopes(String token) {
    return Json.elements(accepted(token).at("/user/extra/tokenward.dev~1scopes"))
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void aTokenForNoCertainServiceIsGoodForAllAudiencesThatAreAskedAbout() {
    String token = Given.person().token();

    assertThat(audiences(token, CLUSTER, PODS)).containsExactly(CLUSTER, PODS);
    assertThat(audiences(token, "not-a-uri")).containsExactly("not-a-uri");
    assertThat(accepted(token).has("audiences")).isFalse();
  }

  @Test
  void aTokenForCertainServicesIsGoodForThoseOfThemThatAreAskedAbout() {
    Token token = tokenFor(CLUSTER, ELSEWHERE);

    assertThat(audiences(token.text(), PODS, CLUSTER)).containsExactly(CLUSTER);
    assertThat(audiences(token.text(), CLUSTER, CLUSTER)).containsExactly(CLUSTER);
  }

  private static List<String> audiences(String token, String... asked) {
    return Json.elements(accepted(token, asked).get("audiences")).map(JsonNode::asText).toList();
  }

  @Test
  void aTokenForOtherServicesIsRefused() {
    assertRefused(OTHER_SERVICES, tokenFor(PODS).text(), CLUSTER);
    assertRefused(OTHER_SERVICES, tokenFor(PODS).text(), PODS + "/");
    assertRefused(OTHER_SERVICES, tokenFor(PODS).text(), PODS.replace("pods", "PODS"));
    assertRefused(OTHER_SERVICES, tokenFor(CLUSTER, ELSEWHERE).text(), ELSEWHERE);
  }

  @Test
  void whereNoAudienceIsAskedAboutThoseOfTheAskerCount() {
    assertThat(accepted(tokenFor(PODS).text()).has("audiences")).isFalse();
    assertRefused(NOT_COUNTING, tokenFor(ELSEWHERE).text());
  }

  /** A cluster is another service than this one, whose API it was meant for. */
  @Test
  void aTokenForThisServiceIsNoneForACluster() {
    String here = Target.shared().baseUri().toString();

    assertRefused(NOT_COUNTING, tokenFor(here).text());
    assertRefused(NOT_COUNTING, tokenFor(here).text(), here);
    assertRefused(NOT_COUNTING, tokenFor(here).text(), CLUSTER);
  }

  /** Otherwise a service could learn by a review what introspection does not tell it. */
  @Test
  void anAskerLearnsNothingOfTokensForOthersWhateverItAsksAbout() {
    Map<String, ?> bound =
        Map.of("audience", List.of(ELSEWHERE), "allowed_ips", List.of("203.0.113.0/24"));

    assertRefused(NOT_COUNTING, tokenFor(ELSEWHERE).text(), ELSEWHERE);
    assertRefused(NOT_COUNTING, Given.token(bound).text(), ELSEWHERE);
    assertThat(statusFor(nobodyInParticular, tokenFor(CLUSTER), CLUSTER).get("error").asText())
        .isEqualTo(NOT_COUNTING);
    assertThat(statusFor(nobodyInParticular, Given.token(Map.of()), CLUSTER).at("/audiences/0"))
        .isEqualTo(Json.parse("\"" + CLUSTER + "\""));
  }

  private static JsonNode statusFor(String asking, Token about, String... audiences) {
    Map<String, ?> spec = Map.of("token", about.text(), "audiences", List.of(audiences));
    return status(ask(Given.with(asking), object(V1, spec)));
  }

  @Test
  void tokensThatDoNotCountAreRefusedInTheSameWords() {
    Token revoked = Given.token(Map.of());
    Given.admin().delete(Given.TOKENS + "/" + revoked.id());
    Person disabled = Given.person("self.api");
    UserFixtures.change(disabled.id(), Map.of("activated", false));

    assertRefused(NOT_COUNTING, "eyJhbGciOiJub25lIn0.e30.", CLUSTER);
    assertRefused(NOT_COUNTING, BearerAuthenticationIT.neverIssued(), CLUSTER);
    assertRefused(NOT_COUNTING, revoked.text(), CLUSTER);
    assertRefused(NOT_COUNTING, disabled.token(), CLUSTER);
  }

  @Test
  void aTokenThatIsRevokedIsRefusedAtOnceWhereItWasRevoked() {
    Token token = Given.token(Map.of());
    accepted(token.text());

    Given.admin().delete(Given.TOKENS + "/" + token.id());

    assertRefused(NOT_COUNTING, token.text());
  }

  @Test
  void anExpiredTokenIsRefusedAsThat() {
    Instant soon = Instant.now().plus(Duration.ofSeconds(2));
    Token token = Given.token(Map.of("expires_at", soon.toString()));

    await()
        .untilAsserted(
            () ->
                assertThat(status(review(token.text())).path("error").asText())
                    .isEqualTo("The token has expired."));
  }

  /** A review does not tell from where a token was sent to the API server. */
  @Test
  void aTokenThatIsBoundToNetworksIsRefusedAsThat() {
    Token token = Given.token(Map.of("allowed_ips", List.of("0.0.0.0/0", "::/0")));

    assertRefused(
        "The token may be used from certain networks only, and a review does not tell from where it"
            + " is used.",
        token.text(),
        CLUSTER);
  }

  @Test
  void metadataAndStatusOfTheQuestionCountForNothing() {
    Map<String, Object> question = new HashMap<>(object(V1, Map.of("token", "junk")));
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("creationTimestamp", null);
    metadata.put("name", "mine");
    question.put("metadata", metadata);
    question.put(
        "status",
        Map.of("authenticated", true, "user", Map.of("groups", List.of("system:masters"))));

    Response answer = ask(Given.with(asker), question);

    assertThat(status(answer).get("authenticated").asBoolean()).isFalse();
    assertThat(answer.asString()).doesNotContain("mine", "masters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authentication.k8s.io/v1alpha1 | TokenReview         | The apiVersion must be",
        "authorization.k8s.io/v1        | TokenReview         | The apiVersion must be",
        "authentication.k8s.io/v1       | SubjectAccessReview | The kind must be"
      })
  void whatIsNoReviewIsRefusedAndSaidWhy(String version, String kind, String sentence) {
    Response answer =
        ask(
            Given.with(asker),
            Map.of("apiVersion", version, "kind", kind, "spec", Map.of("token", "t")));

    assertError(answer, 400, "invalid_request", sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"token\":\"\"}", "{\"token\":[\"t\"]}", "{\"token\":null}", "1"})
  void aReviewWithoutATokenIsRefused(String spec) {
    String body =
        """
        {"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":%s}"""
            .formatted(spec);

    assertError(
        ask(Given.with(asker), body), 400, "invalid_request", "The spec.token must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "null", "\"\"", "{}{}", "{\"kind\":1,\"kind\":2}", "{\"a\":\u0001}"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertError(ask(Given.with(asker), body), 400, "invalid_request", "The body cannot be read.");
  }

  @Test
  void otherMediaTypesAreRefused() {
    Response answer =
        Given.with(asker).contentType(ContentType.URLENC).formParam("token", "t").post(PATH);

    assertError(answer, 415, "invalid_request", "Unsupported content type.");
  }

  @Test
  void aBodyIsBounded() {
    assertError(review("x".repeat(16 * 1024)), 413, "invalid_request", "The body is larger than");
  }

  @Test
  void otherVerbsAreRefused() {
    assertThat(Given.with(asker).get(PATH).statusCode()).isEqualTo(405);
    assertThat(Given.with(asker).get(PATH).header("Allow")).contains("POST");
  }

  private static void assertError(Response answer, int status, String code, String beginning) {
    JsonNode error = Json.of(answer);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Json.keys(error)).containsExactly("error", "error_description");
    assertThat(error.get("error").asText()).isEqualTo(code);
    assertThat(error.get("error_description").asText()).startsWith(beginning);
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void nobodyKeepsAnAnswer() {
    assertThat(review(Given.person().token()).header("Cache-Control")).contains("no-store");
    assertThat(review("junk").header("Cache-Control")).contains("no-store");
  }

  @Test
  void whoIsNotKnownMayNotAsk() {
    Map<String, ?> question = object(V1, Map.of("token", Given.person().token()));

    Response nobody = ask(Given.anonymous(), question);
    Response junk = ask(Given.with("junk"), question);

    assertError(nobody, 401, "invalid_client", "The client is not known");
    assertThat(nobody.headers().getValues("WWW-Authenticate"))
        .hasSize(2)
        .anyMatch(challenge -> challenge.startsWith("Basic "))
        .anyMatch(challenge -> challenge.startsWith("Bearer "));
    assertError(junk, 401, "invalid_client", "The client is not known");
  }

  @Test
  void twoWaysToShowWhoAsksAreRefusedWithAChallenge() {
    Response answer =
        ask(
            Given.with(asker).header("Authorization", "Bearer other"),
            object(V1, Map.of("token", Given.person().token())));

    assertError(answer, 400, "invalid_request", "Send credentials in one Authorization header");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo(Expect.INVALID_REQUEST);
  }

  /** Otherwise everybody with a token could try whether others do. */
  @Test
  void whoLacksThePermissionMayNotAsk() {
    Person person = Given.person();

    Response answer = ask(Given.as(person), object(V1, Map.of("token", person.token())));

    assertError(answer, 403, "insufficient_scope", "The token that asks needs the permission");
    assertThat(answer.header("WWW-Authenticate")).contains("scope=\"" + ASKING + "\"");
  }

  @Test
  void aPersonsPasswordIsNoClientsSecret() {
    Person person = Given.person(ASKING);

    Response answer = ask(Given.basic(person), object(V1, Map.of("token", person.token())));

    assertError(answer, 401, "invalid_client", "The client is not known");
  }

  private static String nameOf(long group) {
    return Json.of(Given.admin().get(Given.GROUPS + "/" + group)).get("name").asText();
  }
}
