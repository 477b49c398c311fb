package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GET /account/personal-access-tokens: one's own active tokens. */
class TokenListIT {

  private static final String ISO = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000000Z";

  @Test
  void theAnswerIsAnEnvelopeWithAList() {
    Response answer = Given.as(Given.person("self.api")).get(Given.TOKENS);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.keys(Json.of(answer))).containsExactly("status", "messages", "payload");
    assertThat(Json.of(answer).get("messages").isNull()).isTrue();
    assertThat(Json.payload(answer).isArray()).isTrue();
  }

  @Test
  void anEmptyListIsAListAndNotNull() {
    Person person = Given.person("self.api");
    Json.elements(list(Given.as(person)))
        .map(row -> row.get("id").asText())
        .forEach(id -> Given.as(person).delete(Given.TOKENS + "/" + id));

    Response answer = Given.basic(person).get(Given.TOKENS);

    Expect.answer(answer, 200, "{\"status\":\"success\",\"messages\":null,\"payload\":[]}");
  }

  @Test
  void aRowHasSnipeItsKeysInItsOrderThenOurs() {
    JsonNode row = onlyRow(Given.person("self.api"));

    assertThat(Json.keys(row))
        .containsExactly(
            "id",
            "user_id",
            "client_id",
            "name",
            "scopes",
            "revoked",
            "created_at",
            "updated_at",
            "expires_at",
            "client",
            "last_used_at",
            "last_used_ip",
            "preview",
            "allowed_ips",
            "audience",
            "description",
            "last_used_user_agent",
            "uses_today",
            "uses_30_days",
            "throttle_per_minute",
            "created_by",
            "created_by_operator");
  }

  @Test
  void aRowNamesItsOwnerAndState() {
    Person person = Given.person("self.api");

    JsonNode row = onlyRow(person);

    assertThat(row.get("user_id").asLong()).isEqualTo(person.id());
    assertThat(row.get("client_id").isInt()).isTrue();
    assertThat(row.get("name").asText()).isEqualTo("First");
    assertThat(row.get("revoked").isBoolean()).isTrue();
    assertThat(row.get("revoked").asBoolean()).isFalse();
    assertThat(row.get("description").isNull()).isTrue();
  }

  @Test
  void aRowTellsWhoMadeTheToken() {
    Person person = Given.person("self.api");

    JsonNode row = onlyRow(person);

    assertThat(row.get("created_by"))
        .isEqualTo(Json.parse("{\"id\":%d,\"name\":\"Grace\"}".formatted(person.id())));
    assertThat(row.get("created_by_operator").isBoolean()).isTrue();
    assertThat(row.get("created_by_operator").asBoolean()).isFalse();
  }

  @Test
  void emptyRestrictionsAreEmptyLists() {
    JsonNode row = onlyRow(Given.person("self.api"));

    assertThat(List.of(row.get("scopes"), row.get("allowed_ips"), row.get("audience")))
        .allMatch(list -> list.isArray() && list.isEmpty());
  }

  @Test
  void momentsAreIsoInstantsInUtc() {
    JsonNode row = onlyRow(Given.person("self.api"));

    assertThat(row.get("created_at").asText()).matches(ISO);
    assertThat(row.get("updated_at")).isEqualTo(row.get("created_at"));
    assertThat(row.get("expires_at").asText()).matches(ISO);
  }

  @Test
  void theClientIsSnipeItsPersonalAccessClient() {
    JsonNode row = onlyRow(Given.person("self.api"));

    JsonNode client = row.get("client");
    assertThat(Json.keys(client))
        .containsExactly(
            "id",
            "user_id",
            "name",
            "provider",
            "redirect",
            "personal_access_client",
            "password_client",
            "revoked",
            "created_at",
            "updated_at");
    assertThat(client.get("id")).isEqualTo(row.get("client_id"));
    assertThat(client.get("user_id").isNull()).isTrue();
    assertThat(client.get("name").asText()).isEqualTo("Personal Access Client");
    assertThat(client.get("provider").isNull()).isTrue();
    assertThat(client.get("redirect").asText()).isEqualTo("http://localhost");
    assertThat(client.get("personal_access_client").asBoolean()).isTrue();
    assertThat(client.get("password_client").asBoolean()).isFalse();
    assertThat(client.get("revoked").asBoolean()).isFalse();
    assertThat(client.get("created_at").asText()).matches(ISO);
  }

  @Test
  void thePreviewIsThePrefixAndTheLastFour() {
    Person person = Given.person("self.api");

    String preview = onlyRow(person).get("preview").asText();

    String token = person.token();
    assertThat(preview).isEqualTo("twd_…" + token.substring(token.length() - 4));
  }

  @Test
  void theListNeverHoldsTheTokenOrItsHash() {
    Person person = Given.person("self.api");

    String list = Given.as(person).get(Given.TOKENS).asString();

    assertThat(list.contains(person.token())).isFalse();
    assertThat(list.contains(person.token().substring(4, 40))).isFalse();
    assertThat(list).doesNotContain("digest", "hash", "\"secret\"", "\"token\"");
  }

  @Test
  void theNewestComesFirst() {
    Person person = Given.person("self.api");
    Token second = Given.token(Given.as(person), Map.of("name", "Second"));
    Token third = Given.token(Given.as(person), Map.of("name", "Third"));

    JsonNode list = list(Given.as(person));

    assertThat(Json.column(list, "name")).containsExactly("Third", "Second", "First");
    assertThat(Json.column(list, "id").subList(0, 2)).containsExactly(third.id(), second.id());
  }

  @Test
  void theTokensOfOthersAreNotListed() {
    Person other = Given.person("self.api");

    assertThat(Json.column(list(Given.admin()), "user_id"))
        .doesNotContain(Long.toString(other.id()));
  }

  @Test
  void revokedTokensAreListedOnRequestOnly() {
    Person person = Given.person("self.api");
    Token token = Given.token(Given.as(person), Map.of("name", "Revoked"));
    Given.as(person).delete(Given.TOKENS + "/" + token.id());

    assertThat(Json.column(list(Given.as(person)), "name")).containsExactly("First");
    assertThat(Json.column(list(including(person, "expired")), "name")).containsExactly("First");
    JsonNode all = list(including(person, "revoked"));
    assertThat(Json.column(all, "name")).containsExactly("Revoked", "First");
    assertThat(Json.column(all, "revoked")).containsExactly("true", "false");
  }

  @Test
  void expiredTokensAreListedOnRequestOnly() {
    Person person = Given.person("self.api");
    Instant soon = Instant.now().plus(Duration.ofSeconds(4));
    Given.token(Given.as(person), Map.of("name", "Expired", "expires_at", soon.toString()));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Json.column(list(Given.as(person)), "name").equals(List.of("First")));

    assertThat(Json.column(list(including(person, "revoked")), "name")).containsExactly("First");
    JsonNode all = list(including(person, "expired,revoked"));
    assertThat(Json.column(all, "name")).containsExactly("Expired", "First");
    assertThat(Json.column(all, "revoked")).containsExactly("false", "false");
  }

  @Test
  void anUnknownIncludeChangesNothing() {
    assertThat(Json.column(list(including(Given.person("self.api"), "nothing, x")), "name"))
        .containsExactly("First");
  }

  @Test
  void aTokenThatWasNeverUsedSaysSo() {
    Person person = Given.person("self.api");
    Token token = Given.token(Given.basic(person), Map.of("name", "Unused"));

    JsonNode row = list(Given.basic(person)).get(0);

    assertThat(row.get("id").asText()).isEqualTo(token.id());
    assertThat(row.get("last_used_at").isNull()).isTrue();
    assertThat(row.get("last_used_ip").isNull()).isTrue();
    assertThat(row.get("last_used_user_agent").isNull()).isTrue();
    assertThat(row.get("uses_30_days").asLong()).isZero();
  }

  @Test
  void theLastUseIsShownSoonAfterwards() {
    Person person = Given.person("self.api");
    Given.as(person).get(Given.ME);

    JsonNode row =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> list(Given.basic(person)).get(0), used -> !used.get("last_used_at").isNull());

    assertThat(row.get("last_used_at").asText()).matches(ISO);
    assertThat(row.get("last_used_ip").asText()).isNotEmpty();
    assertThat(row.get("last_used_user_agent").asText()).isNotEmpty();
    assertThat(row.get("uses_today").asLong()).isPositive();
    assertThat(row.get("uses_30_days").asLong()).isPositive();
  }

  @Test
  void listingNeedsTheSelfApiPermission() {
    PermissionAnswers.refused(Given.as(Given.person()).get(Given.TOKENS), "self.api");
    PermissionAnswers.refused(Given.as(Given.person("admin")).get(Given.TOKENS), "self.api");
  }

  private static RequestSpecification including(Person person, String what) {
    return Given.as(person).queryParam("include", what);
  }

  private static JsonNode list(RequestSpecification caller) {
    return Json.payload(caller.get(Given.TOKENS));
  }

  private static JsonNode onlyRow(Person person) {
    JsonNode list = list(Given.as(person));
    assertThat(list).hasSize(1);
    return list.get(0);
  }
}
