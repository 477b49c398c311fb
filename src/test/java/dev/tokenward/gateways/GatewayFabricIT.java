package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.EchoBackend;
import dev.tokenward.process.GatewayFabric;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recipe for NGINX Gateway Fabric, in the place in which that puts it: in a real nginx, on a
 * route that needs {@code assets.view}.
 */
class GatewayFabricIT {

  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String SCOPE = "assets.view";
  private static final String FORGED = "forged";

  private static Service tokenward;
  private static EchoBackend backend;
  private static GatewayFabric fabric;
  private static Api api;
  private static String admin;

  @BeforeAll
  static void start() {
    tokenward =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("APP_TRUSTED_PROXIES", "127.0.0.0/8")
            .start();
    api = Api.of(tokenward);
    admin = api.createToken("Fabric");
    backend = EchoBackend.started();
    fabric = GatewayFabric.started(tokenward.baseUri(), backend.uri(), SCOPE);
  }

  @AfterAll
  static void stop() {
    if (fabric != null) {
      fabric.close();
    }
    backend.close();
    tokenward.close();
  }

  @Test
  void whoMayPassReachesTheBackendAndNothingForgedDoes() {
    Response answer =
        with(admin)
            .header("Remote-User", FORGED)
            .header("X-Auth-Token-Scopes", FORGED)
            .header("X-Auth-Assertion", FORGED)
            .header("Remote_Email", FORGED)
            .get("/reports");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(values(answer, "remote-user")).isEqualTo(new JsonArray().add("admin"));
    assertThat(values(answer, "x-auth-token-scopes")).isEqualTo(new JsonArray().add("*"));
    assertThat(answer.asString()).doesNotContain(FORGED);
  }

  @Test
  void whoHasNoTokenOrOneThatDoesNotCountIsToldSo() {
    Response nobody = api.anonymous().baseUri(fabric.uri().toString()).get("/reports");
    Response junk = with("junk").get("/reports");

    assertRefused(nobody, 401);
    assertThat(nobody.headers().getValues("WWW-Authenticate")).hasSize(1);
    assertRefused(junk, 401);
    assertThat(junk.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  @Test
  void whoLacksTheScopeIsToldWhich() {
    Response answer = with(token(Map.of("scopes", List.of("users.view")))).get("/reports");

    assertRefused(answer, 403);
    assertThat(answer.header("WWW-Authenticate")).contains("scope=\"assets.view\"");
  }

  @Test
  void whoHasSpentTheirBudgetIsToldWhenToComeBack() {
    String robot = token(Map.of("throttle_per_minute", 1));
    assertThat(with(robot).get("/reports").statusCode()).isEqualTo(200);

    Response answer = with(robot).get("/reports");

    assertRefused(answer, 429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(answer.header("RateLimit")).startsWith("\"per-minute\";r=0;t=");
    assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("1");
    assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
  }

  @Test
  void twoCredentialsAreRefusedAndNotOneOfThemTaken() {
    Response answer = with(admin).header("Authorization", "Bearer other").get("/reports");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void everyMethodIsAskedAbout(String method) {
    Response yes = with(admin).request(method, "/reports");
    Response no = api.anonymous().baseUri(fabric.uri().toString()).request(method, "/reports");

    assertThat(yes.header("Echo-Method")).isEqualTo(method);
    assertThat(no.statusCode()).isEqualTo(401);
  }

  /** A token that is bound to networks is held against the client, whom nginx tells. */
  @Test
  void aTokenIsHeldAgainstTheAddressOfTheClient() {
    String there = token(Map.of("allowed_ips", List.of("203.0.113.0/24")));

    Response answer = with(there).header("X-Forwarded-For", "203.0.113.7").get("/reports");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void nobodyPassesWhileTokenwardIsStopped() {
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
    try (GatewayFabric alone = GatewayFabric.started(nobody, backend.uri(), SCOPE)) {
      Response answer = api.withToken(admin).baseUri(alone.uri().toString()).get("/reports");

      assertRefused(answer, 503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  private static RequestSpecification with(String token) {
    return api.withToken(token).baseUri(fabric.uri().toString());
  }

  private static String token(Map<String, ?> fields) {
    JsonObject all = new JsonObject().put("name", "Fabric");
    fields.forEach(all::put);
    Response made =
        api.withToken(admin).contentType(ContentType.JSON).body(all.encode()).post(TOKENS);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
    return Secrets.register(made.path("payload.token"));
  }

  private static JsonArray values(Response answer, String header) {
    return new JsonObject(answer.asString())
        .getJsonObject("headers")
        .getJsonArray(header, new JsonArray());
  }

  private static void assertRefused(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(new JsonObject(answer.asString()).getInteger("status")).isEqualTo(status);
    assertThat(answer.header("Echo-Method")).isNull();
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }
}
