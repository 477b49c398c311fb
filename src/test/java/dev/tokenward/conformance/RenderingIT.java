package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Accept header changes: RFC 9457 documents, the way to a page, and nothing else. */
class RenderingIT {

  private static final String PROBLEM = "application/problem+json";
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  static Stream<Arguments> errors() {
    return Stream.of(
        error(400, "token in the address", () -> problem().get(Given.ME + "?access_token=x")),
        error(401, "no token", () -> anonymous().get(Given.ME)),
        error(401, "unknown path, no token", () -> anonymous().get("/api/v1/nothing")),
        error(
            403, "no permission", () -> Given.as(Given.person()).accept(PROBLEM).get(Given.USERS)),
        error(404, "base", () -> problem().get("/api/v1")),
        error(404, "unknown path", () -> problem().get("/api/v1/nothing")),
        error(404, "unknown path elsewhere", () -> anonymous().get("/nothing")),
        error(404, "unknown token", () -> problem().delete(Given.TOKENS + "/nothing")),
        error(404, "unknown user", () -> problem().get(Given.USERS + "/999999999")),
        error(404, "unknown group", () -> problem().get(Given.GROUPS + "/999999999")),
        error(405, "wrong verb", () -> anonymous().put(Given.TOKENS)),
        error(405, "unknown path, wrong verb", () -> anonymous().put("/api/v1/nothing")),
        error(406, "page as a problem", () -> anonymous().get("/login")),
        error(413, "large body", () -> Given.post(problem(), Given.TOKENS, "x".repeat(66_000))),
        error(414, "long address", () -> problem().get("/" + "a".repeat(9_000))),
        error(415, "content type", () -> problem().contentType("text/plain").post(Given.TOKENS)),
        error(422, "no JSON", () -> Given.post(problem(), Given.TOKENS, "{")),
        error(422, "invalid field", () -> Given.post(problem(), Given.TOKENS, longName())),
        error(431, "headers", () -> problem().header("X", "a".repeat(17_000)).get(Given.ME)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("errors")
  void everyErrorIsAProblemDocumentWithAnHonestStatus(
      int status, String name, Supplier<Response> request) {
    JsonNode problem = Expect.problem(request.get(), status);

    assertThat(Json.keys(problem)).startsWith("type", "title", "status", "detail");
    assertThat(problem.get("type").asText()).isEqualTo("about:blank");
  }

  @Test
  void aMalformedAddressIsAProblemDocumentToo() {
    Reply reply =
        Wire.send(Target.shared(), "GET /api/v1/%zz HTTP/1.1", "Accept: application/problem+json");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("Content-Type")).containsExactly(PROBLEM);
    assertThat(Json.parse(reply.body()).get("status").asInt()).isEqualTo(400);
  }

  @Test
  void theTitleIsThePhraseOfTheStatus() {
    Response unauthorized = anonymous().get(Given.ME);
    Response tooLarge = Given.post(problem(), Given.TOKENS, "x".repeat(66_000));
    Response invalid = Given.post(problem(), Given.TOKENS, longName());

    assertThat(title(unauthorized)).isEqualTo("Unauthorized");
    assertThat(title(tooLarge)).isEqualTo("Content Too Large");
    assertThat(title(invalid)).isEqualTo("Unprocessable Content");
  }

  @Test
  void aProblemDocumentNamesTheFieldsThatAreWrong() {
    JsonNode problem = Expect.problem(Given.post(problem(), Given.TOKENS, longName()), 422);

    assertThat(problem.get("errors"))
        .isEqualTo(Json.parse("{\"name\":[\"The name may not be greater than 255 characters.\"]}"));
  }

  @Test
  void aProblemKeepsTheHeadersOfItsError() {
    assertThat(anonymous().get(Given.ME).header("WWW-Authenticate")).isEqualTo(Expect.BEARER);
    assertThat(anonymous().put("/health").header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void aProblemDocumentTellsNoMoreThanTheEnvelope() {
    JsonNode unknown = Expect.problem(Given.with("junk").accept(PROBLEM).get(Given.ME), 401);

    assertThat(unknown.get("detail").asText()).isEqualTo("Unauthorized or unauthenticated.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json, application/json",
        "application/json;q=0.9, application/problem+json",
        "APPLICATION/PROBLEM+JSON",
        "application/problem+json;q=0.5"
      })
  void whoNamesTheMediaTypeGetsProblemDocuments(String accept) {
    Expect.problem(Given.anonymous().accept(accept).get(Given.ME), 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "application/json",
        "application/problem+json;q=0",
        "application/problem+json;q=0.1, application/json",
        "application/vnd.api+json",
        "image/png",
        "text/plain",
        "nonsense",
        "text/html, application/json",
        "application/json;q=0.1, text/html"
      })
  void everybodyElseGetsTheEnvelope(String accept) {
    Expect.unauthorized(Given.anonymous().header("Accept", accept).get(Given.ME), Expect.BEARER);
  }

  @Test
  void whoSaysNothingGetsTheEnvelope() {
    Reply reply = Wire.send(Target.shared(), "GET " + Given.ME + " HTTP/1.1");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEqualTo(Expect.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", BROWSER, "TEXT/HTML;charset=utf-8"})
  void aBrowserWithoutATokenIsSentToTheSignInPage(String accept) {
    Response answer = Given.anonymous().accept(accept).get(Given.ME);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/login");
  }

  @Test
  void aBrowserWithADeadTokenIsSentToTheSignInPage() {
    assertThat(Given.with("junk").accept(BROWSER).get(Given.ME).statusCode()).isEqualTo(302);
  }

  @Test
  void aBrowserThatIsKnownGetsJson() {
    Response answer = Given.admin().accept("text/html").get(Given.ME);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.of(answer).has("username")).isTrue();
  }

  @Test
  void aBrowserIsRedirectedForNothingButA401() {
    PermissionAnswers.refused(
        Given.as(Given.person()).accept("text/html").get(Given.TOKENS), "self.api");
    Expect.answer(Given.anonymous().accept("text/html").get("/nothing"), 404, Expect.NO_ENDPOINT);
    Expect.answer(
        Given.anonymous().accept("text/html").put(Given.ME + "/x"), 405, Expect.METHOD_NOT_ALLOWED);
  }

  @Test
  void theSignInPageSaysHowToGetAToken() {
    Response page = Given.anonymous().accept(BROWSER).get("/login");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(page.asString()).contains(Given.TOKENS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/plain", "text/html", "application/problem+json", "x/y;q=0"})
  void theApiAnswersJsonWhateverIsAccepted(String accept) {
    Response answer = Given.admin().header("Accept", accept).get(Given.ME);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/plain", "text/html", "application/problem+json"})
  void theSignOfLifeIsJsonWhateverIsAccepted(String accept) {
    Response answer = Given.anonymous().header("Accept", accept).get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
  }

  @Test
  void elsewhereWhatCannotBeHadIsNotAcceptable() {
    Expect.answer(
        Given.anonymous().accept("image/png").get("/login"),
        406,
        """
        {"status":"error","messages":"None of the media types you accept can be had here.",\
        "payload":null}""");
  }

  private static Arguments error(int status, String name, Supplier<Response> request) {
    return Arguments.of(status, name, request);
  }

  private static RequestSpecification problem() {
    return Given.admin().accept(PROBLEM);
  }

  private static RequestSpecification anonymous() {
    return Given.anonymous().accept(PROBLEM);
  }

  private static String title(Response answer) {
    return Json.parse(answer.asString()).get("title").asText();
  }

  private static Map<String, String> longName() {
    return Map.of("name", "x".repeat(256));
  }
}
