package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What narrows a token: scopes, networks, audiences. Each is kept, shown and enforced. */
class TokenRestrictionIT {

  @Test
  void restrictionsAreKeptAndShown() {
    Token token =
        Given.token(
            Map.of(
                "scopes", List.of("users.view", "assets.*"),
                "allowed_ips", List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"),
                "audience", List.of("https://api.example.com"),
                "description", "Reads users & assets"));

    JsonNode row = row(token);

    assertThat(row.get("scopes").toString()).isEqualTo("[\"users.view\",\"assets.*\"]");
    assertThat(row.get("allowed_ips").toString())
        .isEqualTo("[\"10.0.0.0/8\",\"2001:db8:0:0:0:0:0:0/32\",\"192.0.2.7\"]");
    assertThat(row.get("audience").toString()).isEqualTo("[\"https://api.example.com\"]");
    assertThat(row.get("description").asText()).isEqualTo("Reads users & assets");
  }

  @Test
  void theCreationShowsTheScopes() {
    Response answer =
        Given.post(Given.admin(), Given.TOKENS, Map.of("scopes", List.of("users.view")));

    JsonNode payload = Json.payload(answer);
    Secrets.register(payload.get("token").asText());
    assertThat(payload.get("scopes").toString()).isEqualTo("[\"users.view\"]");
  }

  @Test
  void aTokenDoesNoMoreThanItsScopes() {
    Token token = Given.token(Map.of("scopes", List.of("users.view")));

    assertThat(Given.with(token).get(Given.USERS).statusCode()).isEqualTo(200);
    PermissionAnswers.refused(
        Given.post(Given.with(token), Given.USERS, Given.newUser()), "users.create");
    PermissionAnswers.refused(Given.with(token).get(Given.GROUPS), "superuser");
    PermissionAnswers.refused(Given.with(token).get(Given.TOKENS), "self.api");
  }

  @Test
  void aScopeMayCoverAnArea() {
    Token token = Given.token(Map.of("scopes", List.of("users.*")));

    assertThat(Given.with(token).get(Given.USERS).statusCode()).isEqualTo(200);
    Json.payload(Given.post(Given.with(token), Given.USERS, Given.newUser()));
    PermissionAnswers.refused(Given.with(token).get(Given.TOKENS), "self.api");
  }

  @Test
  void aScopeGrantsNothingThatItsOwnerMayNotDo() {
    Token token =
        Given.token(Given.as(Given.person("self.api")), Map.of("scopes", List.of("users.view")));

    PermissionAnswers.refused(Given.with(token).get(Given.USERS), "users.view");
  }

  @Test
  void whatNeedsNoPermissionNeedsNoScope() {
    Token token = Given.token(Map.of("scopes", List.of("users.view")));

    assertThat(Given.with(token).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void scopesMayBeTextWithSpaces() {
    Token token = Given.token(Map.of("scopes", "users.view self.api"));

    assertThat(row(token).get("scopes").toString()).isEqualTo("[\"users.view\",\"self.api\"]");
  }

  @Test
  void aRestrictedTokenMakesNoWiderOne() {
    Token narrow = Given.token(Map.of("scopes", List.of("self.api", "users.view")));

    Response answer =
        Given.post(Given.with(narrow), Given.TOKENS, Map.of("scopes", List.of("users.delete")));

    Expect.invalid(answer, "scopes", "The token in use does not have the scope users.delete.");
  }

  @Test
  void aRestrictedTokenHandsItsRestrictionsOn() {
    Token narrow =
        Given.token(Map.of("scopes", List.of("self.api"), "allowed_ips", List.of("127.0.0.0/8")));

    Token made = Given.token(Given.with(narrow), Map.of("name", "Made by a narrow one"));

    assertThat(row(made).get("scopes").toString()).isEqualTo("[\"self.api\"]");
    assertThat(row(made).get("allowed_ips").toString()).isEqualTo("[\"127.0.0.0/8\"]");
  }

  @Test
  void aTokenWorksFromItsNetworksOnly() {
    Token token = Given.token(Map.of("allowed_ips", List.of("127.0.0.77")));

    assertThat(statusFrom("127.0.0.77", token)).isEqualTo(200);
    assertThat(statusFrom("127.0.0.78", token)).isEqualTo(401);
  }

  @Test
  void aTokenFromElsewhereIsRefusedLikeAnUnknownOne() {
    Token token = Given.token(Map.of("allowed_ips", List.of("10.0.0.0/8", "2001:db8::/32")));

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void aTokenForAnotherServiceIsRefusedLikeAnUnknownOne() {
    Token token = Given.token(Map.of("audience", List.of("https://elsewhere.example.com")));

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void aTokenForThisServiceWorks() {
    Token token = Given.token(Map.of("audience", List.of(Target.shared().baseUri().toString())));

    assertThat(Given.with(token).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing.known", "users.view;x", "*", "users."})
  void anUnknownScopeIsRefused(String scope) {
    Expect.invalid(
        Given.post(Given.admin(), Given.TOKENS, Map.of("scopes", List.of(scope))),
        "scopes",
        "The selected scopes is invalid.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.com", "10.0.0.0/33", "10.0.0", "::/129", "300.1.1.1", "10.0.0.0/x"})
  void whatIsNoNetworkIsRefused(String network) {
    Expect.invalid(
        Given.post(Given.admin(), Given.TOKENS, Map.of("allowed_ips", List.of(network))),
        "allowed_ips",
        "The selected allowed ips is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/path", "%", "//host"})
  void whatIsNoAbsoluteUriIsNoAudience(String audience) {
    Expect.invalid(
        Given.post(Given.admin(), Given.TOKENS, Map.of("audience", List.of(audience))),
        "audience",
        "The selected audience is invalid.");
  }

  @Test
  void aDescriptionHasAtMostAThousandCharacters() {
    Token token = Given.token(Map.of("description", "é".repeat(1000)));

    assertThat(row(token).get("description").asText()).hasSize(1000);
    Expect.invalid(
        Given.post(Given.admin(), Given.TOKENS, Map.of("description", "é".repeat(1001))),
        "description",
        "The description may not be greater than 1000 characters.");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Response answer =
        Given.post(
            Given.admin(), Given.TOKENS, Map.of("name", "x".repeat(256), "scopes", "nothing"));

    assertThat(Json.keys(Json.of(answer).get("messages")))
        .containsExactlyInAnyOrder("name", "scopes");
  }

  private static int statusFrom(String address, Token token) {
    return Wire.sendFrom(
            Target.shared(),
            address,
            "GET " + Given.ME + " HTTP/1.1",
            "Authorization: Bearer " + token.text())
        .status();
  }

  private static JsonNode row(Token token) {
    return Json.elements(Json.payload(Given.admin().get(Given.TOKENS)))
        .filter(row -> row.get("id").asText().equals(token.id()))
        .findFirst()
        .orElseThrow();
  }
}
