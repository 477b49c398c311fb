package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document: complete, with examples and every error that can be answered. */
class OpenApiIT {

  private static final Set<String> NEED_NO_PERMISSION =
      Set.of(
          "GET /api/v1",
          "GET /api/v1/account/policy",
          "GET /api/v1/users/me",
          "GET /api/v1/version",
          "GET /api/v1/scopes",
          "GET /api/v1/account/token",
          "POST /api/v1/logout");
  private static final Set<String> ERRORS_OF_BODIES = Set.of("413", "415", "422");

  static Stream<Operation> operations() {
    return Operation.allOfResources();
  }

  static Stream<Operation> protectedOperations() {
    return Operation.allProtected();
  }

  static Stream<Operation> operationsWithPermission() {
    return protectedOperations()
        .filter(operation -> !NEED_NO_PERMISSION.contains(operation.name()));
  }

  static Stream<Operation> operationsWithBody() {
    return Operation.allWithBody();
  }

  @Test
  void isServedWithoutAToken() {
    assertThat(Given.anonymous().get(Operation.OPENAPI).statusCode()).isEqualTo(200);
  }

  @Test
  void isJsonForWhoAcceptsJson() {
    Response answer = Given.anonymous().accept(ContentType.JSON).get(Operation.OPENAPI);

    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(Json.of(answer)).isEqualTo(Operation.readDocument());
  }

  @Test
  void isYamlForWhoAcceptsYaml() {
    Response answer = Given.anonymous().accept("application/yaml").get(Operation.OPENAPI);

    assertThat(answer.contentType()).startsWith("application/yaml");
    assertThat(answer.asString()).contains("openapi: 3.").contains("/api/v1/users/me:");
  }

  @Test
  void isYamlForWhoAsksForTheFormat() {
    Response answer =
        Given.anonymous().accept("*/*").queryParam("format", "yaml").get(Operation.OPENAPI);

    assertThat(answer.contentType()).startsWith("application/yaml");
  }

  @Test
  void namesEveryRouteAndVerb() {
    assertThat(Operation.all().map(Operation::name))
        .containsExactlyInAnyOrder(
            "GET /authz/auth-request",
            "GET /authz/forward-auth",
            "GET /authz/ext-authz/{path}",
            "POST /oauth/introspect",
            "POST /oauth/revoke",
            "POST /kubernetes/token-review",
            "GET /.well-known/oauth-authorization-server",
            "GET /.well-known/oauth-protected-resource",
            "GET /health",
            "GET /api/v1",
            "GET /api/v1/version",
            "POST /api/v1/logout",
            "GET /api/v1/account/personal-access-tokens",
            "POST /api/v1/account/personal-access-tokens",
            "DELETE /api/v1/account/personal-access-tokens/{id}",
            "GET /api/v1/tokens",
            "GET /api/v1/tokens/{id}",
            "DELETE /api/v1/tokens/{id}",
            "POST /api/v1/tokens/revoke",
            "POST /api/v1/tokens/inspect",
            "GET /api/v1/audit",
            "GET /api/v1/audit/export",
            "GET /api/v1/account/policy",
            "GET /api/v1/policy",
            "PUT /api/v1/policy",
            "GET /api/v1/policy/violations",
            "GET /api/v1/account/token",
            "GET /api/v1/users/me",
            "GET /api/v1/users",
            "POST /api/v1/users",
            "GET /api/v1/users/{id}",
            "PUT /api/v1/users/{id}",
            "PATCH /api/v1/users/{id}",
            "DELETE /api/v1/users/{id}",
            "GET /api/v1/groups",
            "POST /api/v1/groups",
            "GET /api/v1/groups/{id}",
            "PUT /api/v1/groups/{id}",
            "PATCH /api/v1/groups/{id}",
            "DELETE /api/v1/groups/{id}",
            "GET /api/v1/groups/{id}/policy",
            "PUT /api/v1/groups/{id}/policy",
            "DELETE /api/v1/groups/{id}/policy",
            "GET /api/v1/scopes",
            "POST /api/v1/scopes",
            "DELETE /api/v1/scopes/{name}",
            "GET /api/v1/hardware",
            "POST /api/v1/hardware",
            "GET /api/v1/hardware/{id}",
            "GET /api/v1/hardware/bytag/{tag}",
            "GET /api/v1/hardware/byserial/{serial}",
            "PUT /api/v1/hardware/{id}",
            "PATCH /api/v1/hardware/{id}",
            "DELETE /api/v1/hardware/{id}");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void saysInAWordWhatItDoes(Operation operation) {
    assertThat(operation.json().path("summary").asText()).isNotBlank();
    assertThat(operation.json().path("operationId").asText()).isNotBlank();
  }

  @Test
  void namesNoTwoOperationsAlike() {
    assertThat(Operation.all().map(operation -> operation.json().get("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void showsASuccess(Operation operation) {
    boolean without = operation.responses().has("204") || operation.name().equals("GET /api/v1");

    assertThat(operation.examples(200).isEmpty()).isEqualTo(without);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void showsABodyForEveryError(Operation operation) {
    Set<String> errors = new TreeSet<>(Json.keys(operation.responses()));
    errors.removeAll(Set.of("200", "204", "302"));

    assertThat(errors.stream().map(Integer::valueOf))
        .allSatisfy(
            status -> {
              JsonNode response = operation.response(status);
              assertThat(operation.examples(status))
                  .isNotEmpty()
                  .noneMatch(JsonNode::isMissingNode);
              assertThat(response.get("description").asText()).isNotBlank();
              assertThat(Json.keys(response.get("content"))).contains("application/problem+json");
            });
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void tellsWhatHappensWithoutACredentialThatCounts(Operation operation) {
    assertThat(operation.examples(401)).contains(Json.parse(Expect.UNAUTHORIZED));
    assertThat(operation.response(401).get("headers").has("WWW-Authenticate")).isTrue();
    assertThat(Json.keys(operation.responses())).contains("503");
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void takesBearerTokens(Operation operation) {
    assertThat(Json.elements(operation.json().path("security")).map(Json::keys))
        .contains(List.of("bearer"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void takesPasswordsOnlyForOnesOwnTokens(Operation operation) {
    boolean password =
        Json.elements(operation.json().path("security"))
            .anyMatch(requirement -> requirement.has("basic"));

    assertThat(password)
        .isEqualTo(
            operation.isAbout("/account/personal-access-tokens")
                || operation.isAbout("/account/token"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void limitsWhatNeedsACredential(Operation operation) {
    assertThat(operation.responses().has("429")).isEqualTo(operation.isProtected());
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void tellsHowLongToWait(Operation operation) {
    assertThat(operation.response(429).path("headers").has("Retry-After")).isTrue();
    assertThat(operation.response(503).path("headers").has("Retry-After")).isTrue();
  }

  @Test
  void needsNothingForTheSignOfLife() {
    Operation health =
        operations().filter(operation -> operation.isAbout("/health")).findAny().orElseThrow();

    assertThat(health.isProtected()).isFalse();
    assertThat(Json.keys(health.responses())).doesNotContain("401", "403", "429", "503");
  }

  @ParameterizedTest
  @MethodSource("operationsWithPermission")
  void tellsWhatHappensWithoutThePermission(Operation operation) {
    assertThat(operation.examples(403)).contains(Json.parse(Expect.FORBIDDEN));
    assertThat(operation.json().path("description").asText()).contains("Needs the permission `");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void forbidsNothingThatNeedsNoPermission(Operation operation) {
    boolean needsOne = operationsWithPermission().anyMatch(operation::equals);

    assertThat(operation.responses().has("403")).isEqualTo(needsOne);
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void tellsWhatHappensToWrongBodies(Operation operation) {
    assertThat(Json.keys(operation.responses())).containsAll(ERRORS_OF_BODIES);
    assertThat(operation.examples(422)).contains(Json.parse(Expect.INVALID_JSON));
  }

  @Test
  void hasABodyForEveryVerbThatBringsOne() {
    assertThat(operationsWithBody().map(Operation::name))
        .hasSize(15)
        .allMatch(name -> name.matches("(POST|PUT|PATCH) .*"));
  }

  @Test
  void tellsWhatHappensToWhatIsUnknown() {
    assertThat(operations().filter(operation -> operation.isAbout("{")))
        .hasSize(21)
        .allSatisfy(operation -> assertThat(operation.responses().has("404")).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/users",
        "GET /api/v1/groups",
        "GET /api/v1/hardware",
        "GET /api/v1/policy/violations"
      })
  void namesTheParametersOfLists(String name) {
    Operation list = Operation.named(name);

    assertThat(Json.column(list.json().path("parameters"), "name"))
        .containsExactlyInAnyOrder("limit", "offset", "page", "sort", "order", "search");
  }

  @Test
  void namesTheFiltersOfEverybodysTokens() {
    Operation list = Operation.named("GET /api/v1/tokens");

    assertThat(Json.column(list.json().path("parameters"), "name"))
        .containsExactlyInAnyOrder(
            "user_id",
            "name",
            "preview",
            "scope",
            "state",
            "unused",
            "last_used_before",
            "last_used_after",
            "expires_before",
            "expires_after",
            "created_before",
            "created_after",
            "limit",
            "offset",
            "page",
            "sort",
            "order",
            "search");
  }

  @Test
  void namesTheFiltersOfTheAuditLogForItsExportToo() {
    List<String> filters =
        List.of(
            "actor",
            "actor_id",
            "actor_kind",
            "action",
            "target_type",
            "target_id",
            "user_id",
            "address",
            "outcome",
            "from",
            "until");

    assertThat(parameters("GET /api/v1/audit"))
        .containsAll(filters)
        .contains("limit", "offset", "page", "sort", "order", "search")
        .hasSize(filters.size() + 6);
    assertThat(parameters("GET /api/v1/audit/export"))
        .containsAll(filters)
        .contains("after", "limit")
        .hasSize(filters.size() + 2);
  }

  private static List<String> parameters(String operation) {
    return Json.column(Operation.named(operation).json().path("parameters"), "name");
  }

  @Test
  void takesNoTokenInTheAddress() {
    assertThat(operations())
        .allSatisfy(
            operation ->
                assertThat(Json.column(operation.json().path("parameters"), "name"))
                    .doesNotContain("token", "password"));
  }

  @Test
  void definesBothWaysToAuthenticate() {
    JsonNode schemes = Operation.readDocument().at("/components/securitySchemes");

    assertThat(schemes.at("/bearer/type").asText()).isEqualTo("http");
    assertThat(schemes.at("/bearer/scheme").asText()).isEqualTo("bearer");
    assertThat(schemes.at("/basic/type").asText()).isEqualTo("http");
    assertThat(schemes.at("/basic/scheme").asText()).isEqualTo("basic");
  }

  @Test
  void refersToNothingThatIsNotThere() {
    JsonNode document = Operation.readDocument();

    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/swagger-ui", "/q/swagger-ui/", "/q/swagger-ui/index.html"})
  void hasNoPageThatRendersIt(String path) {
    Expect.answer(Given.anonymous().get(path), 404, Expect.NO_ENDPOINT);
  }
}
