package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /audit and its export: who did what. */
class AuditIT {

  private static final String AUDIT = "/api/v1/audit";
  private static final String EXPORT = AUDIT + "/export";

  private static RequestSpecification administrator() {
    return Given.as(Given.person("admin"));
  }

  private static JsonNode found(Map<String, ?> filters) {
    Response answer = Given.admin().queryParams(filters).get(AUDIT);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.of(answer).get("rows");
  }

  private static List<String> actions(Map<String, ?> filters) {
    List<String> actions = new ArrayList<>();
    found(filters).forEach(entry -> actions.add(entry.get("action").asText()));
    return actions;
  }

  private static List<JsonNode> exported(Map<String, ?> filters) {
    Response answer = Given.admin().queryParams(filters).get(EXPORT);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/x-ndjson");
    return answer.asString().lines().filter(line -> !line.isBlank()).map(Json::parse).toList();
  }

  @Test
  void anAdministratorSeesWhoDidWhatToATokenAtOnce() {
    Person owner = Given.person("self.api");
    Token token = Given.token(Given.as(owner), Map.of("name", "Watched"));
    Given.as(owner).delete(Given.TOKENS + "/" + token.id());

    JsonNode rows =
        Json.of(administrator().queryParam("target_id", token.id()).get(AUDIT)).get("rows");

    assertThat(rows).hasSize(2);
    JsonNode revoked = rows.get(0);
    assertThat(Json.keys(revoked))
        .containsExactly(
            "sequence", "happened_at", "action", "outcome", "actor", "target", "details", "hash");
    assertThat(revoked.get("action").asText()).isEqualTo("token.revoked");
    assertThat(revoked.get("outcome").asText()).isEqualTo("done");
    assertThat(revoked.at("/actor/kind").asText()).isEqualTo("user");
    assertThat(revoked.at("/actor/id").asText()).isEqualTo(Long.toString(owner.id()));
    assertThat(revoked.at("/actor/name").asText()).isEqualTo(owner.username());
    assertThat(revoked.at("/actor/credential").asText()).startsWith("token ");
    assertThat(revoked.at("/actor/address").asText()).isEqualTo("127.0.0.1");
    assertThat(revoked.at("/target/type").asText()).isEqualTo("token");
    assertThat(revoked.at("/target/name").asText()).isEqualTo("Watched");
    assertThat(revoked.at("/target/user_id").asLong()).isEqualTo(owner.id());
    assertThat(revoked.at("/details/revoked_at").asText()).isNotEmpty();
    assertThat(revoked.get("hash").asText()).matches("[0-9a-f]{64}");
    assertThat(Instant.parse(revoked.get("happened_at").asText()))
        .isBefore(Instant.now().plusSeconds(60));
    JsonNode created = rows.get(1);
    assertThat(created.get("action").asText()).isEqualTo("token.created");
    assertThat(created.at("/details/name").asText()).isEqualTo("Watched");
    assertThat(created.get("sequence").asLong()).isLessThan(revoked.get("sequence").asLong());
  }

  @Test
  void everyFilterLeavesOutWhatIsNotMeant() {
    Person owner = Given.person("self.api");
    Token token = Given.token(Given.as(owner), Map.of("name", "Filtered"));
    String id = token.id();

    for (Map<String, ?> fitting :
        List.of(
            Map.of("actor", owner.username()),
            Map.of("actor_id", owner.id()),
            Map.of("actor_kind", "user"),
            Map.of("action", "token.created"),
            Map.of("action", "token.*"),
            Map.of("target_type", "token"),
            Map.of("user_id", owner.id()),
            Map.of("address", "127.0.0.1"),
            Map.of("address", "::FFFF:127.0.0.1"),
            Map.of("outcome", "done"),
            Map.of("from", "2020-01-01"),
            Map.of("until", "2999-01-01T00:00:00Z"),
            Map.of("search", "FILTERED"))) {
      Map<String, Object> filters = new java.util.HashMap<>(fitting);
      filters.put("target_id", id);
      assertThat(actions(filters)).as(fitting.toString()).containsExactly("token.created");
    }
    for (Map<String, ?> other :
        List.of(
            Map.of("actor", "somebody-else"),
            Map.of("actor_id", 1),
            Map.of("actor_kind", "operator"),
            Map.of("action", "token.revoked"),
            Map.of("action", "user.*"),
            Map.of("target_type", "user"),
            Map.of("user_id", 1),
            Map.of("address", "192.0.2.1"),
            Map.of("outcome", "refused"),
            Map.of("from", "2999-01-01"),
            Map.of("until", "2020-01-01"),
            Map.of("search", "something else"))) {
      Map<String, Object> filters = new java.util.HashMap<>(other);
      filters.put("target_id", id);
      assertThat(actions(filters)).as(other.toString()).isEmpty();
    }
  }

  @Test
  void partsOfTheListJoin() {
    Person owner = Given.person("self.api");
    for (int number = 0; number < 3; number++) {
      Given.token(Given.as(owner), Map.of("name", "Part " + number));
    }
    Map<String, Object> all = Map.of("user_id", owner.id(), "action", "token.created");

    Response first = Given.admin().queryParams(all).queryParam("limit", 2).get(AUDIT);

    assertThat(Json.of(first).get("total").asLong()).isEqualTo(4);
    assertThat(Json.of(first).get("rows")).hasSize(2);
    assertThat(first.<String>path("next_page_url"))
        .contains("user_id=" + owner.id(), "action=token.created", "limit=2", "page=2");
    Map<String, Object> second = new java.util.HashMap<>(all);
    second.putAll(Map.of("limit", 2, "page", 2, "order", "desc"));
    assertThat(found(second).get(1).at("/target/name").asText()).isEqualTo("First");
    second.putAll(Map.of("page", 1, "order", "asc"));
    assertThat(found(second).get(0).at("/target/name").asText()).isEqualTo("First");
  }

  @Test
  void theExportHasALineForEachEntryOldestFirst() {
    Person owner = Given.person("self.api");
    Token token = Given.token(Given.as(owner), Map.of("name", "A \"quoted\" line ✓"));
    Given.as(owner).delete(Given.TOKENS + "/" + token.id());

    List<JsonNode> lines = exported(Map.of("target_id", token.id()));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("action").asText()).isEqualTo("token.created");
    assertThat(lines.get(1)).isEqualTo(found(Map.of("target_id", token.id())).get(0));
  }

  @Test
  void theExportGoesOnBehindANumber() {
    Person owner = Given.person("self.api");
    Given.token(Given.as(owner), Map.of("name", "Second"));
    Map<String, Object> all = Map.of("user_id", owner.id());
    List<JsonNode> whole = exported(all);

    List<JsonNode> first = exported(Map.of("user_id", owner.id(), "limit", 1));
    List<JsonNode> rest =
        exported(Map.of("user_id", owner.id(), "after", first.get(0).get("sequence").asLong()));

    assertThat(first).containsExactly(whole.get(0));
    assertThat(rest).containsExactlyElementsOf(whole.subList(1, whole.size()));
  }

  @Test
  void theExportIsAnsweredWhateverIsAcceptedAndEmptyWhereNothingIs() {
    Response answer =
        Given.admin()
            .accept("application/json")
            .queryParam("target_id", "nothing-has-this")
            .get(EXPORT);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).isBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "actor, ''",
    "outcome, perhaps",
    "from, soon",
    "until, ''",
    "user_id, ada",
    "nothing, x",
  })
  void aFilterThatIsNotUnderstoodIsRefused(String name, String value) {
    for (String path : List.of(AUDIT, EXPORT)) {
      Expect.invalidField(Given.admin().queryParam(name, value).get(path), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=100001", "limit=x", "after=-1", "after=x", "offset=1"})
  void theRangeOfAnExportIsBounded(String query) {
    Expect.invalidField(
        Given.admin().get(EXPORT + "?" + query), query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(strings = {AUDIT, EXPORT})
  void whoIsNoAdministratorSeesNothing(String path) {
    Response answer = Given.as(Given.person("users.view", "self.api")).get(path);

    PermissionAnswers.refused(answer, "admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "put", "patch", "delete"})
  void nobodyChangesIt(String verb) {
    assertThat(Given.admin().request(verb, AUDIT).statusCode()).isEqualTo(405);
  }
}
