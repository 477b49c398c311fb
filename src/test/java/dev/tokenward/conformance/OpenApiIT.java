package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document: complete, with examples and every error that can be answered. */
class OpenApiIT {

  private static final String PATH = "/q/openapi";
  private static final Set<String> ERRORS_OF_BODIES = Set.of("413", "415", "422");

  /**
   * One operation of the document.
   *
   * @param name verb and path
   * @param json what the document says of it
   */
  record Operation(String name, JsonNode json) {

    boolean isAbout(String part) {
      return name.contains(part);
    }

    JsonNode responses() {
      return json.get("responses");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static JsonNode document() {
    return Json.parse(
        Given.anonymous().accept("*/*").queryParam("format", "json").get(PATH).asString());
  }

  private static Stream<Operation> operations() {
    return document().get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        verb ->
                            new Operation(
                                verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                verb.getValue())));
  }

  private static Stream<Operation> protectedOperations() {
    return operations().filter(operation -> !operation.isAbout("/health"));
  }

  private static Stream<Operation> operationsWithPermission() {
    return protectedOperations()
        .filter(
            operation ->
                !Set.of("GET /api/v1/users/me", "GET /api/v1/version", "POST /api/v1/logout")
                    .contains(operation.name()));
  }

  private static Stream<Operation> operationsWithBody() {
    return operations().filter(operation -> operation.json().has("requestBody"));
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document().at(node.get("$ref").asText().substring(1)) : node;
  }

  private static List<JsonNode> examples(JsonNode response) {
    return Json.elements(resolved(response).path("content"))
        .flatMap(type -> Json.elements(type.path("examples")))
        .map(example -> example.path("value"))
        .toList();
  }

  @Test
  void isServedWithoutAToken() {
    assertThat(Given.anonymous().get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void isJsonForWhoAcceptsJson() {
    Response answer = Given.anonymous().accept(ContentType.JSON).get(PATH);

    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(Json.of(answer)).isEqualTo(document());
  }

  @Test
  void isYamlForWhoAcceptsYaml() {
    Response answer = Given.anonymous().accept("application/yaml").get(PATH);

    assertThat(answer.contentType()).startsWith("application/yaml");
    assertThat(answer.asString()).contains("openapi: 3.").contains("/api/v1/users/me:");
  }

  @Test
  void isYamlForWhoAsksForTheFormat() {
    Response answer = Given.anonymous().accept("*/*").queryParam("format", "yaml").get(PATH);

    assertThat(answer.contentType()).startsWith("application/yaml");
  }

  @Test
  void namesEveryRouteAndVerb() {
    assertThat(operations().map(Operation::name))
        .containsExactlyInAnyOrder(
            "GET /health",
            "GET /api/v1/version",
            "POST /api/v1/logout",
            "GET /api/v1/account/personal-access-tokens",
            "POST /api/v1/account/personal-access-tokens",
            "DELETE /api/v1/account/personal-access-tokens/{id}",
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
            "DELETE /api/v1/groups/{id}");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void saysInAWordWhatItDoes(Operation operation) {
    assertThat(operation.json().path("summary").asText()).isNotBlank();
    assertThat(operation.json().path("operationId").asText()).isNotBlank();
  }

  @Test
  void namesNoTwoOperationsAlike() {
    assertThat(operations().map(operation -> operation.json().get("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void showsASuccess(Operation operation) {
    JsonNode responses = operation.responses();

    assertThat(responses.has("204") || !examples(responses.path("200")).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void showsABodyForEveryError(Operation operation) {
    Set<String> errors = new TreeSet<>(Json.keys(operation.responses()));
    errors.removeAll(Set.of("200", "204"));

    assertThat(errors)
        .allSatisfy(
            status -> {
              JsonNode response = operation.responses().get(status);
              assertThat(examples(response)).isNotEmpty().noneMatch(JsonNode::isMissingNode);
              assertThat(resolved(response).get("description").asText()).isNotBlank();
              assertThat(Json.keys(resolved(response).get("content")))
                  .contains("application/problem+json");
            });
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void tellsWhatHappensWithoutACredentialThatCounts(Operation operation) {
    JsonNode unauthorized = resolved(operation.responses().path("401"));

    assertThat(examples(unauthorized)).contains(Json.parse(Expect.UNAUTHORIZED));
    assertThat(unauthorized.get("headers").has("WWW-Authenticate")).isTrue();
    assertThat(Json.keys(operation.responses())).contains("400", "503");
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

    assertThat(password).isEqualTo(operation.isAbout("personal-access-tokens"));
    assertThat(operation.responses().has("429")).isEqualTo(password);
  }

  @Test
  void needsNothingForTheSignOfLife() {
    Operation health =
        operations().filter(operation -> operation.isAbout("/health")).findAny().orElseThrow();

    assertThat(health.json().path("security")).isEmpty();
    assertThat(Json.keys(health.responses())).containsExactly("200");
  }

  @ParameterizedTest
  @MethodSource("operationsWithPermission")
  void tellsWhatHappensWithoutThePermission(Operation operation) {
    assertThat(examples(operation.responses().path("403"))).contains(Json.parse(Expect.FORBIDDEN));
    assertThat(operation.json().path("description").asText()).contains("Needs the permission `");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api/v1/users/me", "GET /api/v1/version", "POST /api/v1/logout"})
  void forbidsNothingThatNeedsNoPermission(String name) {
    Operation operation =
        operations().filter(any -> any.name().equals(name)).findAny().orElseThrow();

    assertThat(operation.responses().has("403")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void tellsWhatHappensToWrongBodies(Operation operation) {
    assertThat(Json.keys(operation.responses())).containsAll(ERRORS_OF_BODIES);
    assertThat(examples(operation.responses().get("422")))
        .contains(Json.parse(Expect.INVALID_JSON));
  }

  @Test
  void hasABodyForEveryVerbThatBringsOne() {
    assertThat(operationsWithBody().map(Operation::name))
        .hasSize(7)
        .allMatch(name -> name.matches("(POST|PUT|PATCH) .*"));
  }

  @Test
  void tellsWhatHappensToUnknownNumbers() {
    assertThat(operations().filter(operation -> operation.isAbout("{id}")))
        .hasSize(9)
        .allSatisfy(operation -> assertThat(operation.responses().has("404")).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api/v1/users", "GET /api/v1/groups"})
  void namesTheParametersOfLists(String name) {
    Operation list = operations().filter(any -> any.name().equals(name)).findAny().orElseThrow();

    assertThat(Json.column(list.json().path("parameters"), "name"))
        .containsExactlyInAnyOrder("limit", "offset", "page", "sort", "order", "search");
  }

  @Test
  void definesBothWaysToAuthenticate() {
    JsonNode schemes = document().at("/components/securitySchemes");

    assertThat(schemes.at("/bearer/type").asText()).isEqualTo("http");
    assertThat(schemes.at("/bearer/scheme").asText()).isEqualTo("bearer");
    assertThat(schemes.at("/basic/type").asText()).isEqualTo("http");
    assertThat(schemes.at("/basic/scheme").asText()).isEqualTo("basic");
  }

  @Test
  void refersToNothingThatIsNotThere() {
    JsonNode document = document();

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
