package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GET /account/token: a token learns which one it is and what it may do. */
class TokenInUseIT {

  private static final String NO_TOKEN =
      """
      {"status":"error","messages":"There is no token in this request. Send one to learn about\
       it.","payload":null}""";

  private static JsonNode toldTo(Token token) {
    return Json.payload(Given.with(token).get(Given.TOKEN_IN_USE));
  }

  private static List<String> permissions(JsonNode told) {
    return Json.elements(told.get("permissions")).map(JsonNode::asText).toList();
  }

  @Test
  void tellsATokenAllAboutItself() {
    Person person = Given.person("self.api", "users.view", "users.edit");
    Token token =
        Given.token(
            Given.as(person),
            Map.of(
                "name",
                "Reads <users>",
                "description",
                "Every night",
                "scopes",
                List.of("users.view", "assets.view"),
                "allowed_ips",
                List.of("127.0.0.0/8"),
                "expires_in_days",
                7));

    JsonNode told = toldTo(token);

    assertThat(Json.keys(told))
        .containsExactly(
            "id",
            "name",
            "description",
            "preview",
            "scopes",
            "allowed_ips",
            "audience",
            "throttle_per_minute",
            "throttle_shared",
            "created_at",
            "expires_at",
            "last_used_at",
            "created_by",
            "created_by_operator",
            "permissions",
            "owner");
    assertThat(told.get("id").asText()).isEqualTo(token.id());
    assertThat(told.get("name").asText()).isEqualTo("Reads <users>");
    assertThat(told.get("description").asText()).isEqualTo("Every night");
    assertThat(told.get("preview").asText())
        .isEqualTo("twd_…" + token.text().substring(token.text().length() - 4));
    assertThat(told.get("scopes").toString()).isEqualTo("[\"users.view\",\"assets.view\"]");
    assertThat(told.get("allowed_ips").toString()).isEqualTo("[\"127.0.0.0/8\"]");
    assertThat(told.get("audience")).isEmpty();
    assertThat(told.get("throttle_shared").asBoolean()).isTrue();
    assertThat(told.get("created_by_operator").asBoolean()).isFalse();
    assertThat(told.at("/created_by/id").asLong()).isEqualTo(person.id());
    assertThat(told.get("owner"))
        .isEqualTo(
            Json.parse(
                "{\"id\":%d,\"username\":\"%s\",\"name\":\"Grace\"}"
                    .formatted(person.id(), person.username())));
  }

  @Test
  void agreesWithTheListOfTokens() {
    Person person = Given.person("self.api");

    JsonNode row = Json.payload(Given.as(person).get(Given.TOKENS)).get(0);
    JsonNode told = Json.payload(Given.as(person).get(Given.TOKEN_IN_USE));

    assertThat(List.of("id", "name", "preview", "scopes", "created_at", "expires_at", "created_by"))
        .allSatisfy(key -> assertThat(told.get(key)).isEqualTo(row.get(key)));
  }

  @Test
  void listsWhatTheOwnerHasCutDownToTheScopes() {
    String registered = ScopeFixtures.scope();
    Person person = Given.person("self.api", "users.view", "users.edit", registered);
    Token token =
        Given.token(
            Given.as(person), Map.of("scopes", List.of("users.view", "users.delete", registered)));

    assertThat(permissions(toldTo(token))).containsExactly("users.view", registered);
  }

  @Test
  void listsEverythingForASuperuser() {
    assertThat(permissions(toldTo(Given.token(Map.of()))))
        .contains("superuser", "admin", "self.api", "users.view", "kits.delete")
        .doesNotContain("users.*")
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsOfALimitOfTheTokensOwn() {
    JsonNode told = toldTo(Given.token(Map.of("throttle_per_minute", 77)));

    assertThat(told.get("throttle_per_minute").asInt()).isEqualTo(77);
    assertThat(told.get("throttle_shared").asBoolean()).isFalse();
  }

  @Test
  void needsNoPermissionAtAll() {
    Token narrow = Given.token(Map.of("scopes", List.of("kits.view")));

    assertThat(Given.as(Given.person()).get(Given.TOKEN_IN_USE).statusCode()).isEqualTo(200);
    assertThat(Given.with(narrow).get(Given.TOKEN_IN_USE).statusCode()).isEqualTo(200);
  }

  @Test
  void hasNothingToTellAPassword() {
    Person person = Given.person();

    Expect.answer(Given.basic(person).get(Given.TOKEN_IN_USE), 200, NO_TOKEN);
    Expect.problem(
        Given.basic(person).accept("application/problem+json").get(Given.TOKEN_IN_USE), 404);
  }

  @Test
  void isForNobodyElse() {
    Expect.unauthorized(Given.anonymous().get(Given.TOKEN_IN_USE), Expect.BEARER, Expect.BASIC);
    Expect.unauthorized(
        Given.with("twd_junk").get(Given.TOKEN_IN_USE), Expect.INVALID_TOKEN, Expect.BASIC);
  }

  @Test
  void neverShowsTheTokenAndIsNotStored() {
    Token token = Given.token(Map.of());

    Response answer = Given.with(token).get(Given.TOKEN_IN_USE);

    assertThat(answer.asString().contains(token.text())).isFalse();
    assertThat(answer.asString()).doesNotContain("digest");
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }
}
