package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /tokens/inspect: whose a token is that was found somewhere, and what it can do. */
class TokenInspectionIT {

  private static final String INSPECT = Given.EVERYBODYS_TOKENS + "/inspect";
  private static final Duration SOON = Duration.ofSeconds(30);

  private static Response inspect(RequestSpecification caller, String token) {
    return Given.post(caller, INSPECT, Map.of("token", token));
  }

  private static JsonNode inspected(String token) {
    return Json.payload(inspect(Given.as(Given.person("admin")), token));
  }

  private static JsonNode inspected(Token token) {
    return inspected(token.text());
  }

  private static List<String> permissions(JsonNode inspected) {
    return Json.elements(inspected.get("permissions")).map(JsonNode::asText).toList();
  }

  private static JsonNode row(String id) {
    return Json.of(Given.admin().get(Given.EVERYBODYS_TOKENS + "/" + id));
  }

  private static void assertNotFound(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.asString()).isEmpty();
  }

  @Test
  void aTokenIsShownAsTheListShowsItWithWhatItCanDo() {
    Person owner = Given.person("self.api", "users.view", "assets.view");
    Token token = Given.token(Given.as(owner), Map.of("scopes", List.of("users.*", "self.api")));

    JsonNode inspected = inspected(token);

    JsonNode row = row(token.id());
    List<String> keys = new ArrayList<>(Json.keys(row));
    keys.addAll(List.of("state", "permissions"));
    assertThat(Json.keys(inspected)).isEqualTo(keys);
    Json.keys(row).forEach(key -> assertThat(inspected.get(key)).isEqualTo(row.get(key)));
    assertThat(inspected.get("user").get("username").asText()).isEqualTo(owner.username());
    assertThat(inspected.get("state").asText()).isEqualTo("live");
    assertThat(permissions(inspected)).containsExactly("self.api", "users.view");
  }

  @Test
  void aTokenWithoutScopesCanDoWhatItsOwnerCan() {
    Person owner = Given.person("self.api", "assets.view");

    assertThat(permissions(inspected(owner.token()))).containsExactly("self.api", "assets.view");
  }

  @Test
  void aTokenLosesWhatItsOwnerLoses() {
    Person owner = Given.person("self.api", "assets.view");

    UserFixtures.change(owner.id(), Map.of("permissions", Map.of("assets.view", 1)));

    assertThat(permissions(inspected(owner.token()))).containsExactly("assets.view");
  }

  @Test
  void aSuperusersTokenCanDoEverything() {
    assertThat(permissions(inspected(Given.person("superuser").token())))
        .contains("superuser", "admin", "self.api", "users.view", "assets.delete");
  }

  @Test
  void aRevokedTokenCanDoNothing() {
    Person owner = Given.person("self.api");
    Token token = Given.token(Given.as(owner), Map.of());
    Given.as(owner).delete(Given.TOKENS + "/" + token.id());

    JsonNode inspected = inspected(token);

    assertThat(inspected.get("state").asText()).isEqualTo("revoked");
    assertThat(permissions(inspected)).isEmpty();
  }

  @Test
  void aTokenOfWhoIsDisabledCanDoNothing() {
    Person owner = Given.person("self.api");
    UserFixtures.change(owner.id(), Map.of("activated", false));

    JsonNode inspected = inspected(owner.token());

    assertThat(inspected.get("state").asText()).isEqualTo("owner_inactive");
    assertThat(permissions(inspected)).isEmpty();
  }

  @Test
  void anExpiredTokenCanDoNothing() {
    Person owner = Given.person("self.api");
    Instant soon = Instant.now().plus(Duration.ofSeconds(3));
    Token token = Given.token(Given.as(owner), Map.of("expires_at", soon.toString()));

    await().atMost(SOON).until(() -> inspected(token).get("state").asText().equals("expired"));

    assertThat(permissions(inspected(token))).isEmpty();
  }

  @Test
  void theAnswerTellsNothingThatCouldBeUsedAndIsKeptNowhere() {
    Person owner = Given.person("self.api");

    Response answer = inspect(Given.admin(), owner.token());

    assertThat(answer.asString().contains(owner.token())).isFalse();
    assertThat(answer.asString()).doesNotContain("digest", "hash", "\"token\"");
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void whatIsUnknownAndWhatIsJunkGetTheSameAnswer() {
    List<String> strangers =
        List.of(
            "junk", "twd_junk", "é🔑", Secrets.newPassword(), BearerAuthenticationIT.neverIssued());

    strangers.forEach(token -> assertNotFound(inspect(Given.admin(), token)));
  }

  @Test
  void anUnknownTokenIsAProblemForWhoWantsOne() {
    Expect.problem(inspect(Given.admin().accept("application/problem+json"), "junk"), 404);
  }

  @Test
  void toBeInspectedIsNoUse() {
    Person owner = Given.person("self.api");
    Token inspected = Given.token(Given.as(owner), Map.of("name", "Inspected"));
    Token used = Given.token(Given.as(owner), Map.of("name", "Used"));

    inspected(inspected);
    Given.with(used).get(Given.ME);

    await().atMost(SOON).until(() -> !row(used.id()).get("last_used_at").isNull());
    assertThat(row(inspected.id()).get("last_used_at").isNull()).isTrue();
    assertThat(row(inspected.id()).get("uses_today").asInt()).isZero();
  }

  @Test
  void aFormDoesAsWell() {
    Person owner = Given.person("self.api");

    Response answer =
        Given.admin()
            .contentType(ContentType.URLENC)
            .formParam("token", owner.token())
            .post(INSPECT);

    assertThat(Json.payload(answer).get("user_id").asLong()).isEqualTo(owner.id());
  }

  @Test
  void aTokenInTheAddressIsNotLookedAt() {
    Person owner = Given.person("self.api");

    Response answer =
        Given.post(Given.admin().queryParam("token", owner.token()), INSPECT, Map.of());

    Expect.invalid(answer, "token", "The token field is required.");
    assertThat(Given.admin().queryParam("token", owner.token()).get(INSPECT).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void withoutATokenThereIsNothingToInspect(String nothing) {
    Map<String, String> fields = new HashMap<>();
    fields.put("token", nothing);

    Expect.invalid(
        Given.post(Given.admin(), INSPECT, fields), "token", "The token field is required.");
    Expect.invalid(Given.admin().post(INSPECT), "token", "The token field is required.");
  }

  @Test
  void whatCanBeNoTokenOfAnybodyIsRefused() {
    Expect.invalid(
        inspect(Given.admin(), "x".repeat(256)),
        "token",
        "The token may not be greater than 255 characters.");
    Expect.invalidField(inspect(Given.admin(), "a\0b"), "token");
    Expect.invalid(
        Given.post(Given.admin(), INSPECT, Map.of("token", List.of("a"))),
        "token",
        "The token must be a string.");
  }

  @Test
  void nobodyButAnAdministratorMay() {
    Person owner = Given.person("self.api", "users.view", "users.edit");

    PermissionAnswers.refused(inspect(Given.as(owner), owner.token()), "admin");
    PermissionAnswers.refused(
        inspect(
            Given.with(Given.token(Map.of("scopes", List.of("users.*", "self.*")))), owner.token()),
        "admin");
    Expect.unauthorized(inspect(Given.anonymous(), owner.token()), Expect.BEARER);
    Expect.unauthorized(
        inspect(Given.basic(Given.person("superuser")), owner.token()), Expect.BEARER);
  }
}
