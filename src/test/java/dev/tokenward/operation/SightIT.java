package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an operator sees of requests: metrics, lines of the log, and traces, and no secret in any.
 */
class SightIT {

  private static final String ME = "/api/v1/users/me";
  private static final String TOKEN_IN_USE = "/api/v1/account/token";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Collector COLLECTOR = Collector.started();
  private static final Service SERVICE =
      Service.builder()
          .env("API_THROTTLE_PER_MINUTE", "0")
          .env("TOKENWARD_ACCESS_LOG", "true")
          .env("TOKENWARD_TOKEN_COUNTS", "1s")
          .env("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")
          .env("OTEL_SDK_DISABLED", "false")
          .env("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR.address())
          .env("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
          .start();

  private static final String TOKEN = Api.of(SERVICE).createToken("Sight");

  @AfterAll
  static void stop() {
    SERVICE.close();
    COLLECTOR.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {ME, TOKEN_IN_USE, "/authz/auth-request", "/authz/ext-authz/reports", "/nothing"})
  void everyRequestHasALineInTheAccessLogWhoeverAnswersIt(String path) {
    String id = newId();

    Response answer = proxied(with(TOKEN)).header("X-Request-Id", id).get(path + "?secret=1");

    JsonNode line = accessLineOf(id);
    JsonNode fields = line.path("mdc");
    assertThat(fields.path("method").asText()).isEqualTo("GET");
    assertThat(fields.path("path").asText()).isEqualTo(path);
    assertThat(fields.path("status").asInt()).isEqualTo(answer.statusCode());
    assertThat(fields.path("bytes").asInt()).isEqualTo(answer.asByteArray().length);
    assertThat(fields.path("milliseconds").asText()).matches("[0-9]+");
    assertThat(fields.path("client").asText()).matches("127\\.0\\.0\\.1|::1");
    assertThat(line.toString()).doesNotContain("secret=1");
  }

  @Test
  void aLineSaysWithWhichTokenARequestCame() {
    JsonNode mine = body(with(TOKEN).get(TOKEN_IN_USE));

    for (String path : List.of(ME, TOKEN_IN_USE, "/authz/auth-request")) {
      String id = newId();
      proxied(with(TOKEN)).header("X-Request-Id", id).get(path);

      assertThat(accessLineOf(id).path("mdc").path("tokenId").asText())
          .as(path)
          .isEqualTo(mine.path("payload").path("id").asText());
    }
  }

  @Test
  void aRefusalSaysInItsLineAndInItsAnswerWhichRequestItWas() {
    String id = newId();

    Response answer =
        with(TOKEN + "x").header("X-Request-Id", id).accept("application/problem+json").get(ME);

    JsonNode problem = body(answer);
    JsonNode line = lineOf(id, "dev.tokenward.http.RefusalLog");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("X-Request-Id")).isEqualTo(id);
    assertThat(problem.path("request-id").asText()).isEqualTo(id);
    assertThat(line.path("message").asText()).startsWith("Refused GET " + ME + " from ");
    assertThat(line.path("mdc").path("traceId").asText())
        .isEqualTo(problem.path("trace-id").asText())
        .isEqualTo(answer.header("X-Trace-Id"));
  }

  @Test
  void snipeItsErrorsStayAsTheyAreAndNameTheRequestInAHeader() {
    Response answer = with("junk").header("X-Request-Id", "my-request").get(TOKEN_IN_USE);

    assertThat(answer.asString()).isEqualTo("{\"error\":\"Unauthorized or unauthenticated.\"}");
    assertThat(answer.headers().getValues("X-Request-Id")).containsExactly("my-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twd_x", "a b", "a\"b", "{}", "a,b", "é"})
  void anUnfitNameOfARequestIsReplaced(String name) {
    Response answer = with("junk").header("X-Request-Id", name).get(ME);

    assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
  }

  @Test
  void aNameThatIsTooLongIsReplacedToo() {
    assertThat(with("junk").header("X-Request-Id", "a".repeat(65)).get(ME).header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(strings = {ME, TOKEN_IN_USE, "/authz/auth-request", "/q/health/live"})
  void aTraceThatACallerBeganGoesOn(String path) {
    String trace = newId();

    proxied(with(TOKEN)).header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").get(path);

    await().atMost(PATIENCE).until(() -> COLLECTOR.hasTrace(trace));
  }

  @Test
  void aTraceThatIsNotKeptIsNamedNowhere() {
    try (Service keepingNone =
        Service.builder()
            .env("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")
            .env("OTEL_SDK_DISABLED", "false")
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR.address())
            .env("OTEL_TRACES_SAMPLER_ARG", "0")
            .start()) {
      String trace = newId();

      Response answer =
          Api.of(keepingNone)
              .withToken("junk")
              .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
              .accept("application/problem+json")
              .get(ME);

      await().atMost(PATIENCE).until(() -> keepingNone.output().contains("Refused GET " + ME));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.header("X-Trace-Id")).isNull();
      assertThat(body(answer).has("trace-id")).isFalse();
      assertThat(keepingNone.output()).doesNotContain("traceId", trace);
    }
  }

  @Test
  void whatTheStoreIsAskedForARequestBelongsToItsTrace() {
    with(TOKEN).get("/api/v1/tokens");

    await().atMost(PATIENCE).until(() -> COLLECTOR.text().contains("Query"));
  }

  /** The token is in the header, in the query and, by mistake, in the path. */
  @Test
  void noTraceAndNoLineHasASecret() {
    String id = newId();
    String trace = newId();
    with(TOKEN)
        .header("X-Request-Id", id)
        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
        .get("/api/v1/" + TOKEN + "?access_token=" + TOKEN);

    JsonNode line = accessLineOf(id);
    await().atMost(PATIENCE).until(() -> COLLECTOR.hasTrace(trace));

    assertThat(line.path("mdc").path("path").asText()).isEqualTo("/api/v1/twd_[hidden]");
    assertThat(COLLECTOR.text()).contains("/api/v1/twd_[hidden]").doesNotContain(secret(TOKEN));
    assertThat(COLLECTOR.text()).doesNotContain("access_token", "select ", SERVICE.adminPassword());
    assertThat(SERVICE.output()).doesNotContain(secret(TOKEN), SERVICE.adminPassword());
  }

  static List<String> spellings() {
    String body = TOKEN.substring(4);
    String first = "%02X".formatted((int) body.charAt(0)) + body.substring(1);
    return List.of(
        "twd_%" + first,
        "twd%5F%25" + first,
        "%74wd%5f" + body,
        "%2574wd%255F" + body,
        "twd_" + everyCharacter("%%%02x", body),
        "twd_" + everyCharacter("%%25%02X", body));
  }

  private static String everyCharacter(String escape, String text) {
    return text.chars().mapToObj(escape::formatted).collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void noTraceAndNoLineHasASecretHoweverItIsSpeltInAPath(String spelt) throws Exception {
    String id = newId();
    String trace = newId();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SERVICE.baseUri() + "/api/v1/" + spelt))
            .header("Authorization", "Bearer junk")
            .header("X-Request-Id", id)
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .build();

    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

    assertThat(accessLineOf(id).path("mdc").path("path").asText())
        .isEqualTo("/api/v1/twd_[hidden]");
    assertThat(lineOf(id, "dev.tokenward.http.RefusalLog").path("message").asText())
        .startsWith("Refused GET /api/v1/twd_[hidden] from ");
    await().atMost(PATIENCE).until(() -> COLLECTOR.hasTrace(trace));
    assertThat(COLLECTOR.text()).doesNotContain(spelt.substring(8));
    assertThat(SERVICE.output()).doesNotContain(spelt.substring(8));
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 43, 49})
  void aTokenWithoutItsPrefixIsNoNameOfARequest(int length) {
    String name = TOKEN.substring(4, 4 + length);

    Response answer = with("junk").header("X-Request-Id", name).get(ME);

    assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
    assertThat(SERVICE.output()).doesNotContain(secret(TOKEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0192e4a0-6b1c-7f3e-9d55-3b0f6d0c9a11",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "Root=1-67891233-abcdef012345678912345678"
      })
  void theNamesThatProxiesGiveStay(String name) {
    assertThat(with("junk").header("X-Request-Id", name).get(ME).header("X-Request-Id"))
        .isEqualTo(name);
  }

  @Test
  void whatIsRefusedBeforeItIsReadIsNamedToo() {
    Response answer = with(TOKEN).header("X-Request-Id", "long").get("/?" + "a".repeat(9_000));

    assertThat(answer.statusCode()).isEqualTo(414);
    assertThat(answer.header("X-Request-Id")).isEqualTo("long");
  }

  @Test
  void decisionsAreCountedByTheDialectInWhichTheyWereAskedFor() {
    Map<String, String> asked =
        Map.of(
            "api", ME,
            "auth_request", "/authz/auth-request",
            "forward_auth", "/authz/forward-auth",
            "ext_authz", "/authz/ext-authz/reports");

    asked.forEach(
        (dialect, path) -> {
          String allowed =
              "tokenward_verifications_total{dialect=\"%s\",outcome=\"allowed\",reason=\"none\"}"
                  .formatted(dialect);
          String refused =
              "tokenward_verifications_total{dialect=\"%s\",outcome=\"refused\",reason=\"malformed\"}"
                  .formatted(dialect);
          double allowedBefore = metric(allowed);
          double refusedBefore = metric(refused);

          proxied(with(TOKEN)).get(path);
          proxied(with("junk")).get(path);

          assertThat(metric(allowed)).as(allowed).isEqualTo(allowedBefore + 1);
          assertThat(metric(refused)).as(refused).isEqualTo(refusedBefore + 1);
        });
  }

  @Test
  void introspectionsAndReviewsAreCountedAsSuch() {
    String count =
        "tokenward_verifications_total{dialect=\"%s\",outcome=\"allowed\",reason=\"none\"}";
    double introspections = metric(count.formatted("introspection"));
    double reviews = metric(count.formatted("token_review"));

    with(TOKEN)
        .contentType("application/x-www-form-urlencoded")
        .body("token=" + TOKEN)
        .post("/oauth/introspect");
    with(TOKEN)
        .contentType("application/json")
        .body(
            Map.of(
                "apiVersion",
                "authentication.k8s.io/v1",
                "kind",
                "TokenReview",
                "spec",
                Map.of("token", TOKEN)))
        .post("/kubernetes/token-review");

    assertThat(metric(count.formatted("introspection"))).isEqualTo(introspections + 1);
    assertThat(metric(count.formatted("token_review"))).isEqualTo(reviews + 1);
  }

  @Test
  void tokensAreCountedByStateAndByTheDaysThatTheyHave() {
    metric("tokenward_tokens{state=\"active\"}");
    await().atMost(PATIENCE).until(() -> metric("tokenward_tokens{state=\"active\"}") >= 1);
    double active = metric("tokenward_tokens{state=\"active\"}");
    double soon = metric("tokenward_tokens_expiry_days_bucket{le=\"7\"}");
    double revoked = metric("tokenward_tokens{state=\"revoked\"}");

    Response brief =
        Api.of(SERVICE)
            .withBasic(SERVICE.adminUsername(), SERVICE.adminPassword())
            .contentType("application/json")
            .body(Map.of("name", "Brief", "expires_in_days", 3))
            .post(Tokens.PATH);
    Secrets.register(brief.path("payload.token"));

    await()
        .atMost(PATIENCE)
        .until(() -> metric("tokenward_tokens_expiry_days_bucket{le=\"7\"}") == soon + 1);
    assertThat(metric("tokenward_tokens{state=\"active\"}")).isEqualTo(active + 1);
    assertThat(metric("tokenward_tokens_expiry_days_bucket{le=\"+Inf\"}")).isEqualTo(active + 1);
    assertThat(metric("tokenward_tokens{state=\"revoked\"}")).isEqualTo(revoked);
  }

  @Test
  void thePoolTheListenerAndThePasswordsAreMeasured() {
    assertThat(metric("tokenward_changes_listening")).isEqualTo(1);
    assertThat(metric("tokenward_passwords_waiting")).isZero();
    assertThat(metric("tokenward_passwords_working")).isZero();
    await().atMost(PATIENCE).until(() -> metric("tokenward_pool_in_use") == 0);
    assertThat(metric("tokenward_pool_waiting")).isZero();
    with(TOKEN).get("/api/v1/tokens");
    assertThat(metric("tokenward_pool_open")).isPositive();
  }

  private static double metric(String series) {
    return Api.of(SERVICE)
        .anonymous()
        .accept("text/plain")
        .get("/q/metrics")
        .asString()
        .lines()
        .map(line -> line.replace(",} ", "} "))
        .filter(line -> line.startsWith(series))
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + series));
  }

  private static RequestSpecification with(String token) {
    return Api.of(SERVICE).withToken(token);
  }

  /** With all that any dialect of proxies tells. */
  private static RequestSpecification proxied(RequestSpecification request) {
    return request
        .header("X-Original-Method", "GET")
        .header("X-Original-URL", "https://app.example.com/reports")
        .header("X-Forwarded-Method", "GET")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "app.example.com")
        .header("X-Forwarded-Uri", "/reports");
  }

  private static JsonNode accessLineOf(String id) {
    return lineOf(id, "dev.tokenward.access");
  }

  private static JsonNode lineOf(String id, String logger) {
    await().atMost(PATIENCE).until(() -> find(id, logger).isPresent());
    return find(id, logger).orElseThrow();
  }

  private static Optional<JsonNode> find(String id, String logger) {
    return SERVICE
        .output()
        .lines()
        .filter(line -> line.startsWith("{") && line.contains(id) && line.endsWith("}"))
        .map(SightIT::parse)
        .filter(line -> line.path("mdc").path("requestId").asText().equals(id))
        .filter(line -> line.path("loggerName").asText().equals(logger))
        .findFirst();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(json, failure);
    }
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** What must be nowhere of a token: a part of it is enough to know it by. */
  private static String secret(String token) {
    return token.substring(4, 30);
  }

  private static JsonNode body(Response answer) {
    return parse(answer.asString());
  }
}
