package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The base URL, and the routes that belong to the service as a whole. */
class BaseRoutesIT {

  private static final String REFERENCE =
      "Please check the API reference at https://snipe-it.readme.io/reference to find a valid API"
          + " endpoint.";

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/api/v1/"})
  void theBaseItselfReturnsNothing(String base) {
    Expect.answer(
        Given.admin().get(base),
        404,
        noEndpoint(
            "404 endpoint not found. This is the base URL for the API and does not return anything"
                + " itself. "
                + REFERENCE));
  }

  @Test
  void theBaseIsToldOnlyToThoseWhoAreKnown() {
    Expect.unauthorized(Given.anonymous().get("/api/v1"), Expect.BEARER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/nothing", "/api/v1/users/1/nothing", "/api/v1/%00", "/api/v1/é"})
  void anUnknownPathIsNotFoundWithAToken(String path) {
    Expect.answer(Given.admin().get(path), 404, noEndpoint("404 endpoint not found. " + REFERENCE));
  }

  @Test
  void anUnknownPathIsUnauthorizedWithoutAToken() {
    Expect.unauthorized(Given.anonymous().get("/api/v1/nothing"), Expect.BEARER);
  }

  @Test
  void anUnknownPathIsUnauthorizedWithADeadToken() {
    Expect.unauthorized(Given.with("junk").get("/api/v1/nothing"), Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void anUnknownPathAllowsNothingButReading(String method) {
    Response answer = Given.anonymous().request(method, "/api/v1/nothing");

    Expect.answer(answer, 405, Expect.METHOD_NOT_ALLOWED);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/q/nothing", "/api", "/api/nothing", "/api/v1x", "/api/v2/users/me"})
  void anUnknownPathElsewhereIsNotFoundForEverybody(String path) {
    Expect.answer(Given.anonymous().get(path), 404, Expect.NO_ENDPOINT);
    Expect.answer(Given.anonymous().post(path), 404, Expect.NO_ENDPOINT);
  }

  @Test
  void theVersionIsToldToAnyValidToken() {
    Response answer = Given.as(Given.person()).get("/api/v1/version");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.keys(Json.of(answer))).containsExactly("version");
    assertThat(Json.of(answer).get("version").asText()).matches("v[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }

  @Test
  void theVersionIsNotToldToStrangers() {
    Expect.unauthorized(Given.anonymous().get("/api/v1/version"), Expect.BEARER);
  }

  @Test
  void healthIsToldToEverybody() {
    Expect.answer(Given.anonymous().get("/health"), 200, "{\"status\":\"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/live", "/q/metrics", "/q/openapi"})
  void headOfWhatOperatorsAskForHasNoBody(String path) {
    Response answer = Given.anonymous().accept("*/*").head(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain                                                   | text/plain",
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.1                     | text/plain",
        "application/openmetrics-text                                 | application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0                   | application/openmetrics-text",
        "*/*                                                          | application/openmetrics-text"
      })
  void metricsAreToldInTheFormThatIsAccepted(String accept, String type) {
    Response answer = Given.anonymous().header("Accept", accept).get("/q/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith(type);
    assertThat(answer.asString()).contains("tokenward_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/openmetrics-text;version=0.0.1"})
  void metricsInAnyOtherFormAreNotAcceptable(String accept) {
    Expect.answer(
        Given.anonymous().header("Accept", accept).get("/q/metrics"),
        406,
        """
        {"status":"error","messages":"None of the media types you accept can be had here.",\
        "payload":null}""");
  }

  @Test
  void metricsAsAProblemDocumentAreNotAcceptable() {
    Expect.problem(
        Given.anonymous().header("Accept", "application/problem+json").get("/q/metrics"), 406);
  }

  @Test
  void logoutRevokesTheCallingToken() {
    Token token = Given.token(Map.of("name", "To be logged out"));

    Response answer = Given.with(token).post("/api/v1/logout");

    Expect.answer(
        answer,
        200,
        """
        {"status":"success","messages":"You have been logged out.","payload":null}""");
    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void logoutLeavesOtherTokensAlone() {
    Token calling = Given.token(Map.of("name", "One"));
    Token other = Given.token(Map.of("name", "Other"));

    Given.with(calling).post("/api/v1/logout");

    assertThat(Given.with(other).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void logoutNeedsAToken() {
    Expect.unauthorized(Given.anonymous().post("/api/v1/logout"), Expect.BEARER);
  }

  @Test
  void headIsGetWithoutTheBody() {
    Response answer = Given.admin().head(Given.ME);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.asString()).isEmpty();
  }

  @Test
  void headOfAnUnknownPathIsNotFound() {
    assertThat(Given.admin().head("/api/v1/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void headWithoutATokenIsUnauthorized() {
    Response answer = Given.anonymous().head(Given.ME);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo(Expect.BEARER);
    assertThat(answer.asString()).isEmpty();
  }

  private static String noEndpoint(String message) {
    return "{\"status\":\"error\",\"message\":\"" + message + "\",\"payload\":null}";
  }
}
