package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document names the headers that tell of a budget where answers have them. */
class OpenApiLimitsIT {

  private static final int PER_MINUTE = 60;
  private static final String NOBODY = "/999999999";
  private static final String TOKEN = "/api/v1/account/personal-access-tokens/{id}";
  private static final String USER = "/api/v1/users/{id}";

  private static Service service;
  private static JsonNode document;
  private static String token;

  @BeforeAll
  static void start() throws JsonProcessingException {
    service =
        Service.builder().env("API_THROTTLE_PER_MINUTE", Integer.toString(PER_MINUTE)).start();
    document =
        new ObjectMapper()
            .readTree(
                Api.of(service)
                    .anonymous()
                    .queryParam("format", "json")
                    .get("/q/openapi")
                    .asString());
    token = Requests.to(service).makeToken("Documented").text();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** A request that an operation answers. */
  private record Call(String verb, String path, int status, Function<Api, Response> send) {
    @Override
    public String toString() {
      return status + " to " + verb + " " + path;
    }
  }

  static Stream<Call> paidFor() {
    return Stream.of(
        new Call("get", Requests.ME, 200, api -> known(api).get(Requests.ME)),
        new Call("get", "/api/v1", 404, api -> known(api).get("/api/v1")),
        new Call("delete", TOKEN, 404, api -> known(api).delete(Requests.TOKENS + NOBODY)),
        new Call("delete", USER, 404, api -> asProblem(known(api)).delete(Requests.USERS + NOBODY)),
        new Call("get", Requests.USERS, 403, api -> powerless().get(Requests.USERS)),
        new Call("post", Requests.USERS, 422, api -> post(known(api), ContentType.JSON)),
        new Call("get", Requests.ME, 401, api -> refused(api).get(Requests.ME)),
        new Call(
            "delete",
            TOKEN,
            204,
            api ->
                known(api)
                    .delete(Requests.TOKENS + "/" + Requests.to(service).makeToken("x").id())));
  }

  static Stream<Call> answeredBeforeAnybodyPays() {
    return Stream.of(
        new Call(
            "get", Requests.ME, 302, api -> api.anonymous().accept("text/html").get(Requests.ME)),
        new Call("post", Requests.USERS, 415, api -> post(known(api), ContentType.TEXT)),
        new Call("get", "/api/v1", 405, api -> known(api).put("/api/v1")),
        new Call(
            "get",
            Requests.ME,
            400,
            api -> known(api).queryParam("access_token", "x").get(Requests.ME)),
        new Call(
            "post",
            Requests.USERS,
            413,
            api -> known(api).body("x".repeat(66_000)).post(Requests.USERS)),
        new Call("get", "/health", 200, api -> known(api).get("/health")));
  }

  private static RequestSpecification known(Api api) {
    return api.withToken(token);
  }

  private static RequestSpecification refused(Api api) {
    return api.withToken(Secrets.newPassword());
  }

  private static Requests powerless() {
    Requests admin = Requests.to(service);
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    admin.post(Requests.USERS, fields);
    return admin.ofUser(fields);
  }

  private static RequestSpecification asProblem(RequestSpecification request) {
    return request.accept("application/problem+json");
  }

  private static Response post(RequestSpecification request, ContentType type) {
    return request.contentType(type).body("{").post(Requests.USERS);
  }

  @ParameterizedTest
  @MethodSource("paidFor")
  void anAnswerThatIsPaidForHasTheHeadersThatAreNamed(Call call) {
    Response answer = call.send().apply(Api.of(service));

    assertThat(answer.statusCode()).isEqualTo(call.status());
    assertThat(ofBudget(answer)).hasSize(6).isEqualTo(named(call));
  }

  @ParameterizedTest
  @MethodSource("answeredBeforeAnybodyPays")
  void anAnswerThatNobodyPaysForHasNoneAndNoneAreNamed(Call call) {
    Response answer = call.send().apply(Api.of(service));

    assertThat(answer.statusCode()).isEqualTo(call.status());
    assertThat(ofBudget(answer)).isEqualTo(named(call)).isEmpty();
  }

  @Test
  void aRefusalForWantOfBudgetHasTheHeadersThatAreNamed() {
    Call call = new Call("get", Requests.ME, 429, api -> refused(api).get(Requests.ME));

    Response answer =
        Stream.generate(() -> call.send().apply(Api.of(service)))
            .limit(5 * PER_MINUTE)
            .filter(refused -> refused.statusCode() == call.status())
            .findFirst()
            .orElseThrow();

    assertThat(answer.headers().hasHeaderWithName("Retry-After")).isTrue();
    assertThat(ofBudget(answer)).hasSize(6).isEqualTo(named(call));
  }

  private static Set<String> ofBudget(Response answer) {
    return answer.headers().asList().stream()
        .map(Header::getName)
        .filter(OpenApiLimitsIT::isOfBudget)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(Call call) {
    JsonNode operation = document.path("paths").path(call.path()).path(call.verb());
    JsonNode response = operation.path("responses").path(Integer.toString(call.status()));
    assertThat(response.isObject()).as(call.toString()).isTrue();
    JsonNode resolved =
        response.has("$ref") ? document.at(response.get("$ref").asText().substring(1)) : response;
    return resolved.path("headers").properties().stream()
        .map(header -> header.getKey())
        .filter(OpenApiLimitsIT::isOfBudget)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isOfBudget(String header) {
    return header.contains("RateLimit");
  }
}
