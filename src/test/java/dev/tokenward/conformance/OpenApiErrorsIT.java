package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The OpenAPI document names the answers that each operation really gives. Every operation is asked
 * in all the ways that can go wrong, and what comes back has to be in the document, and nothing
 * else but what no test can bring about from outside.
 */
class OpenApiErrorsIT {

  private static final String NOBODY = "999999999";
  private static final String PROBLEM = "application/problem+json";

  /** Too many requests, and a database that is away. */
  private static final Set<String> NOT_BROUGHT_ABOUT = Set.of("429", "503");

  /** Wrong for every operation that reads fields. */
  private static final String INVALID = "{\"name\":{},\"username\":{}}";

  /** Of a new person for each test, because some request revokes the token. */
  private Person powerless;

  @BeforeEach
  void makePerson() {
    powerless = Given.person();
  }

  static Stream<Operation> operations() {
    return Operation.allOfResources();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyErrorThatIsAnsweredIsNamedAndNoOther(Operation operation) {
    Set<String> answered = new TreeSet<>();
    answers(operation).forEach(answer -> answered.add(Integer.toString(answer.statusCode())));
    Set<String> named = new TreeSet<>(Json.keys(operation.responses()));

    answered.removeIf(OpenApiErrorsIT::isSuccess);
    named.removeIf(OpenApiErrorsIT::isSuccess);
    named.removeAll(NOT_BROUGHT_ABOUT);
    assertThat(named).isEqualTo(answered);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyErrorThatIsAnsweredIsShown(Operation operation) {
    assertThat(answers(operation))
        .filteredOn(answer -> answer.statusCode() >= 400)
        .allSatisfy(
            answer -> {
              JsonNode shown = operation.response(answer.statusCode());
              if (!answer.asString().isEmpty() && !isAboutFields(answer)) {
                assertThat(operation.examples(answer.statusCode()))
                    .map(OpenApiErrorsIT::whicheverRequest)
                    .contains(whicheverRequest(Json.parse(answer.asString())));
              }
              assertThat(challenges(answer))
                  .allSatisfy(name -> assertThat(shown.path("headers").has(name)).isTrue());
            });
  }

  private static boolean isSuccess(String status) {
    return status.startsWith("2");
  }

  /** A problem document names the request, and so does the example of one. */
  private static JsonNode whicheverRequest(JsonNode error) {
    if (!error.has("type")) {
      return error;
    }
    assertThat(error.path("request-id").asText()).matches("[0-9a-f]{32}");
    return ((ObjectNode) error.deepCopy()).without("request-id");
  }

  /** These say which field, which is another one for each operation. */
  private static boolean isAboutFields(Response answer) {
    String type = answer.contentType();
    return type.startsWith(PROBLEM) && Json.parse(answer.asString()).has("errors");
  }

  private static List<String> challenges(Response answer) {
    return Stream.of("WWW-Authenticate", "Allow")
        .filter(answer.headers()::hasHeaderWithName)
        .toList();
  }

  private List<Response> answers(Operation operation) {
    return Stream.of("application/json", PROBLEM)
        .flatMap(accept -> answers(operation, accept))
        .toList();
  }

  private Stream<Response> answers(Operation operation, String accept) {
    String path = operation.path().replaceAll("\\{[a-z]+}", NOBODY);
    Function<RequestSpecification, Response> send =
        request -> request.accept(accept).request(operation.verb(), path);
    return Stream.of(
            Stream.of(Given.anonymous().accept("text/html").request(operation.verb(), path)),
            answersToAnybody(path, send),
            answersToKnown(send),
            operation.hasBody() ? answersToBodies(send) : Stream.<Response>empty(),
            operation.isAbout("{") ? answersAboutNobody(send) : Stream.<Response>empty(),
            answersAboutContent(operation, send),
            operation.name().equals("DELETE /api/v1/users/{id}")
                ? Stream.of(ownDeletion(accept))
                : Stream.<Response>empty(),
            operation.name().equals("GET /api/v1/account/token")
                ? Stream.of(send.apply(Given.basic(powerless)))
                : Stream.<Response>empty(),
            operation.name().equals("DELETE /api/v1/scopes/{name}")
                ? Stream.of(deletionOfScopeInUse(accept))
                : Stream.<Response>empty())
        .flatMap(answers -> answers);
  }

  private static Stream<Response> answersToAnybody(
      String path, Function<RequestSpecification, Response> send) {
    return Stream.of(
        send.apply(Given.anonymous()),
        send.apply(Given.anonymous().header("Host", "[::")),
        send.apply(Given.anonymous().header("X", "a".repeat(17_000))),
        send.apply(Given.anonymous().queryParam("x", "a".repeat(9_000))),
        send.apply(Given.anonymous().body("x".repeat(66_000))),
        Given.anonymous().request("TRACE", path));
  }

  private Stream<Response> answersToKnown(Function<RequestSpecification, Response> send) {
    return Stream.of(
        send.apply(Given.as(powerless)),
        send.apply(Given.as(powerless).queryParam("access_token", "x")),
        send.apply(superuser().contentType(ContentType.JSON).body(INVALID)));
  }

  private static Stream<Response> answersToBodies(Function<RequestSpecification, Response> send) {
    return Stream.of(
        send.apply(superuser().contentType("text/plain").body("x")),
        send.apply(superuser().contentType(ContentType.JSON).body("{")));
  }

  private static Stream<Response> answersAboutNobody(
      Function<RequestSpecification, Response> send) {
    return Stream.of(send.apply(superuser().contentType(ContentType.JSON).body("{}")));
  }

  private static Stream<Response> answersAboutContent(
      Operation operation, Function<RequestSpecification, Response> send) {
    return switch (operation.name()) {
      case "GET /api/v1/tokens" -> Stream.of(send.apply(superuser().queryParam("state", "dead")));
      case "GET /api/v1/audit", "GET /api/v1/audit/export" ->
          Stream.of(send.apply(superuser().queryParam("from", "never")));
      case "POST /api/v1/tokens/inspect" ->
          Stream.of(
              send.apply(superuser().contentType(ContentType.JSON).body(Map.of("token", "junk"))));
      default -> Stream.empty();
    };
  }

  private static Response ownDeletion(String accept) {
    Person oneself = Given.person("users.delete");
    return Given.as(oneself).accept(accept).delete(Given.USERS + "/" + oneself.id());
  }

  /** The name and the numbers are those of the example. */
  private static Response deletionOfScopeInUse(String accept) {
    String scope = "billing.export";
    if (ScopeFixtures.register(scope).path("status").equals("success")) {
      Given.token(Map.of("scopes", List.of(scope)));
      Given.token(Map.of("scopes", List.of(scope)));
      UserFixtures.user(Map.of("permissions", Map.of(scope, 1)));
    }
    return Given.admin().accept(accept).delete(ScopeFixtures.path(scope));
  }

  /** With a token of its own, because the request may revoke it. */
  private static RequestSpecification superuser() {
    return Given.with(Given.token(Map.of()));
  }
}
