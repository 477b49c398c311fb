package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document shows bodies for every operation that reads one, and they are taken. */
class OpenApiBodiesIT {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private JsonNode policy;

  /** What is shown of a policy is put into force by the tests. */
  @BeforeEach
  void rememberPolicy() {
    policy = PolicyFixtures.policyOfAll();
  }

  @AfterEach
  void putPolicyBack() {
    PolicyFixtures.putBack(policy);
  }

  static Stream<Operation> operations() {
    return Operation.allWithBody();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aBodyIsJsonOrAFormAndNothingElse(Operation operation) {
    assertThat(Json.keys(content(operation))).containsExactlyInAnyOrder(JSON, FORM);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyKindOfBodyIsShown(Operation operation) {
    assertThat(Json.elements(content(operation)))
        .allSatisfy(type -> assertThat(Operation.examples(type)).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatIsShownHasNoFieldButThoseOfTheSchema(Operation operation) {
    assertThat(Json.elements(content(operation)))
        .allSatisfy(
            type -> {
              List<String> fields =
                  Json.keys(operation.resolved(type.get("schema")).get("properties"));
              assertThat(Operation.examples(type).flatMap(shown -> Json.keys(shown).stream()))
                  .isSubsetOf(fields);
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void jsonThatIsShownIsTaken(Operation operation) {
    assertThat(Operation.examples(content(operation).path(JSON)))
        .allSatisfy(
            shown -> {
              JsonNode body = withOwnName(shown, operation);
              assertTaken(send(operation, Given.admin().contentType(JSON).body(body.toString())));
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aFormThatIsShownIsTakenAsItIsToBeEncoded(Operation operation) {
    JsonNode form = content(operation).path(FORM);

    assertThat(Operation.examples(form))
        .allSatisfy(
            shown -> {
              RequestSpecification request = Given.admin().contentType(FORM);
              withOwnName(shown, operation)
                  .properties()
                  .forEach(
                      field ->
                          add(
                              field.getKey(),
                              field.getValue(),
                              form.at("/encoding/" + field.getKey()),
                              request));
              assertTaken(send(operation, request));
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatMayBeNullIsTakenAsNull(Operation operation) {
    JsonNode type = content(operation).path(JSON);
    JsonNode fields = operation.resolved(type.get("schema")).get("properties");
    List<String> mayBeNull =
        Json.keys(fields).stream().filter(key -> allowsNull(fields.get(key))).toList();

    assertThat(mayBeNull.isEmpty()).isEqualTo(areAllRequired(operation, fields));
    ObjectNode body = withOwnName(Operation.examples(type).findFirst().orElseThrow(), operation);
    mayBeNull.forEach(body::putNull);
    assertTaken(send(operation, Given.admin().contentType(JSON).body(body.toString())));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aBodyIsRequiredWhereNothingIsTakenWithoutOne(Operation operation) {
    JsonNode answer = Json.of(send(operation, Given.admin()));

    assertThat(operation.json().at("/requestBody/required").asBoolean())
        .isEqualTo(answer.get("status").asText().equals("error"));
    remember(answer.get("payload"));
  }

  private static boolean allowsNull(JsonNode schema) {
    return Json.elements(schema.get("type")).anyMatch(type -> type.asText().equals("null"));
  }

  private static boolean areAllRequired(Operation operation, JsonNode fields) {
    JsonNode schema = operation.resolved(content(operation).path(JSON).get("schema"));
    return schema.path("required").size() == fields.size();
  }

  private static JsonNode content(Operation operation) {
    return operation.json().at("/requestBody/content");
  }

  /** Names have to be new each time. */
  private static ObjectNode withOwnName(JsonNode shown, Operation operation) {
    ObjectNode own = shown.deepCopy();
    Stream.of("name", "username", "asset_tag")
        .filter(own::has)
        .forEach(key -> own.put(key, newName(operation)));
    if (own.has("token")) {
      own.put("token", Given.token(Map.of()).text());
    }
    return own;
  }

  private static String newName(Operation operation) {
    return operation.isAbout("scopes") ? ScopeFixtures.newName() : Given.newName();
  }

  /** Adds a field as OpenAPI says it of the styles form and deepObject. */
  private static void add(
      String name, JsonNode value, JsonNode encoding, RequestSpecification request) {
    if (encoding.path("style").asText().equals("deepObject")) {
      value
          .properties()
          .forEach(
              member ->
                  request.formParam(
                      name + "[" + member.getKey() + "]", member.getValue().asText()));
    } else if (value.isArray() && !encoding.path("explode").asBoolean(true)) {
      request.formParam(
          name, String.join(",", Json.elements(value).map(JsonNode::asText).toList()));
    } else if (value.isArray()) {
      value.forEach(element -> request.formParam(name, element.asText()));
    } else {
      request.formParam(name, value.asText());
    }
  }

  private static Response send(Operation operation, RequestSpecification request) {
    return request.request(operation.verb(), pathOf(operation));
  }

  private static String pathOf(Operation operation) {
    String path = operation.path();
    if (!path.contains("{id}")) {
      return path;
    }
    return path.replace("{id}", Long.toString(idOf(operation)));
  }

  private static long idOf(Operation operation) {
    if (operation.isAbout("hardware")) {
      return AssetFixtures.asset(Map.of());
    }
    return operation.isAbout("groups") ? Given.group(Map.of()) : Given.person().id();
  }

  private static void assertTaken(Response answer) {
    remember(Json.payload(answer));
  }

  private static void remember(JsonNode payload) {
    if (payload.has("token")) {
      Secrets.register(payload.get("token").asText());
    }
  }
}
