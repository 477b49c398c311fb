package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** POST /account/personal-access-tokens: what comes back, and that it works. */
class TokenCreationIT {

  private static final String NAME = "Production Monitoring Script";

  @Test
  void theAnswerIsSnipeItsEnvelopeWithStatus200() {
    Response answer = Given.post(Given.admin(), Given.TOKENS, Map.of("name", NAME));

    JsonNode payload = Json.payload(answer);
    Secrets.register(payload.get("token").asText());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.of(answer).get("messages").asText())
        .isEqualTo("Personal API Key Production Monitoring Script created successfully");
    assertThat(Json.keys(payload))
        .containsExactly("id", "token", "name", "expires_at", "scopes", "created_by");
    assertThat(Json.keys(payload.get("created_by"))).containsExactly("id", "name");
    assertThat(payload.get("name").asText()).isEqualTo(NAME);
    assertThat(payload.get("scopes").toString()).isEqualTo("[]");
  }

  @Test
  void theIdIsAUuid() {
    assertThat(Given.token(Map.of("name", NAME)).id())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void theTokenHasItsPrefixAndLength() {
    assertThat(Given.token(Map.of("name", NAME)).text()).matches("twd_[0-9A-Za-z]{49}");
  }

  @Test
  void theTokenWorksAtOnceAsItsOwner() {
    Person person = Given.person("self.api");

    Given.Token token = Given.token(Given.as(person), Map.of("name", NAME));

    Response me = Given.with(token).get(Given.ME);
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(Json.of(me).get("username").asText()).isEqualTo(person.username());
  }

  @Test
  void creatingNeedsTheSelfApiPermission() {
    PermissionAnswers.refused(
        Given.post(Given.as(Given.person()), Given.TOKENS, Map.of("name", NAME)), "self.api");
  }

  @Test
  void adminAloneDoesNotHaveTheSelfApiPermission() {
    PermissionAnswers.refused(
        Given.post(Given.as(Given.person("admin")), Given.TOKENS, Map.of("name", NAME)),
        "self.api");
  }

  @Test
  void superuserHasTheSelfApiPermission() {
    Given.token(Given.as(Given.person("superuser")), Map.of("name", NAME));
  }

  @Test
  void creatingNeedsACredential() {
    Expect.unauthorized(
        Given.post(Given.anonymous(), Given.TOKENS, Map.of("name", NAME)),
        Expect.BEARER,
        Expect.BASIC);
  }
}
