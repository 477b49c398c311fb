package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.EchoBackend;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Ports;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.ProxyServer;
import dev.tokenward.process.ProxyServer.Kind;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests through real proxies that ask this service, on a route that needs {@code assets.view}:
 * what the client sees, and what reaches a backend. It is the same for all of them but where a
 * proxy can't, which is said here.
 */
class RecipesIT {

  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String FORGED = "forged";
  private static final String ASSERTION = "x-auth-assertion";

  /** An option of the command that prints the recipes. */
  private static final String SCOPE = "--scope=assets.view";

  private static final List<String> IDENTITY =
      List.of(
          "x-auth-request-user",
          "x-auth-request-preferred-username",
          "x-auth-request-groups",
          "x-auth-request-email",
          "remote-user",
          "remote-groups",
          "remote-name",
          "remote-email",
          "x-auth-token-id",
          "x-auth-token-scopes",
          "x-auth-token-expires");

  /** The other client tidies paths up. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Map<Kind, ProxyServer> PROXIES = new EnumMap<>(Kind.class);

  private static Service tokenward;
  private static EchoBackend backend;
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
    admin = api.createToken("Recipes");
    backend = EchoBackend.started();
  }

  @AfterAll
  static void stop() {
    PROXIES.values().forEach(ProxyServer::close);
    backend.close();
    tokenward.close();
  }

  @ParameterizedTest
  @EnumSource
  void whoMayPassReachesTheBackendWhichIsToldWhoItIs(Kind kind) {
    Response answer = with(kind, admin).get("/reports");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(values(answer, "remote-user")).isEqualTo(new JsonArray().add("admin"));
    assertThat(IDENTITY).allSatisfy(name -> assertThat(values(answer, name)).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource
  void whatAClientSaysOfItselfNeverReachesTheBackend(Kind kind) {
    RequestSpecification request = with(kind, admin);
    Stream.concat(IDENTITY.stream(), Stream.of(ASSERTION))
        .forEach(name -> request.header(name, FORGED).header(name, FORGED + "2"));

    Response answer = request.get("/reports");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).doesNotContain(FORGED);
  }

  /** A backend that reads an underscore as a hyphen would take these for ours. */
  @ParameterizedTest
  @EnumSource
  void headersThatOnlyLookLikeOursDoNotReachTheBackend(Kind kind) {
    Response answer =
        with(kind, admin)
            .header("Remote_User", FORGED)
            .header("X_Auth_Request_User", FORGED)
            .header("X-Auth_Request-User", FORGED)
            .get("/reports");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).doesNotContain(FORGED);
  }

  /** What is listed there is for the next hop only (RFC 9110 section 7.6.1), and taken away. */
  @ParameterizedTest
  @EnumSource
  void aClientCannotHaveTheProxyTakeOurHeadersAway(Kind kind) {
    String answer =
        raw(
            kind,
            "GET /reports HTTP/1.1",
            "Host: " + proxy(kind).uri().getAuthority(),
            "Authorization: Bearer " + admin,
            "Connection: close, " + String.join(", ", IDENTITY));

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(IDENTITY).allSatisfy(name -> assertThat(answer).contains("\"" + name + "\""));
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatIsNotServedIsNotPassedOn(Kind kind) {
    String answer =
        raw(
            kind,
            "GET /reports HTTP/1.1",
            "Host: other.example",
            "Authorization: Bearer " + admin,
            "Connection: close");

    assertThat(answer).doesNotContainIgnoringCase("echo-method");
    if (kind != Kind.CADDY) {
      assertThat(answer).startsWith("HTTP/1.1 421 ");
    }
  }

  /** Else it would be held against the rules of one host, and served for another one. */
  @ParameterizedTest
  @EnumSource
  void theHostInTheRequestLineIsTheOneThatCounts(Kind kind) {
    String host = proxy(kind).uri().getAuthority();

    String answer =
        raw(
            kind,
            "GET http://" + host + "/reports HTTP/1.1",
            "Host: other.example",
            "Authorization: Bearer " + admin,
            "Connection: close");

    if (answer.startsWith("HTTP/1.1 200 ")) {
      assertThat(answer).doesNotContain("other.example");
    } else {
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRouteThatNeedsNothingButATokenLetsNoClientSayMore(Kind kind) {
    Map<String, ?> fields = Map.of("name", "Other", "audience", List.of("https://other.example"));
    String meantForAnother = token(make(fields));
    try (ProxyServer proxy = ProxyServer.started(kind, tokenward.baseUri(), backend.uri())) {
      String audience = "/reports?audience=https://other.example";

      assertThat(through(proxy, admin).get("/reports?page=2").statusCode()).isEqualTo(200);
      assertThat(through(proxy, meantForAnother).get(audience).statusCode()).isEqualTo(401);
      assertThat(through(proxy, meantForAnother).get("/reports").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void whereTokenwardMakesAssertionsTheBackendGetsOneAndNeverAClients() {
    try (Service asserting =
        Service.builder()
            .env("ASSERTION_ENABLED", "true")
            .env("ASSERTION_KEY_SECRET", Base64.getEncoder().encodeToString(new byte[32]))
            .start()) {
      Api asked = Api.of(asserting);
      String token = asked.createToken("Proven");
      JsonObject keys = new JsonObject(asked.anonymous().get("/.well-known/jwks.json").asString());
      for (Kind kind : Kind.values()) {
        try (ProxyServer proxy =
            ProxyServer.started(
                kind, asserting.baseUri(), backend.uri(), "--assertion", "--audience=urn:app")) {
          Response answer = through(proxy, token).header(ASSERTION, FORGED).get("/reports");

          assertThat(answer.statusCode()).as(kind.toString()).isEqualTo(200);
          assertThat(values(answer, ASSERTION)).as(kind.toString()).hasSize(1);
          JsonObject claims =
              Assertion.checked(values(answer, ASSERTION).getString(0), keys).claims();
          assertThat(claims.getString("aud")).isEqualTo("urn:app");
          assertThat(values(answer, "x-auth-request-user"))
              .isEqualTo(new JsonArray().add(claims.getString("sub")));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNoTokenIsToldSo(Kind kind) {
    Response answer = anonymous(kind).get("/reports");

    assertRefused(answer, 401);
    assertThat(answer.headers().getValues("WWW-Authenticate")).containsExactly(challenge(""));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatDoesNotCountIsRefused(Kind kind) {
    Response answer = with(kind, "junk").get("/reports");

    assertRefused(answer, 401);
    assertThat(answer.headers().getValues("WWW-Authenticate"))
        .containsExactly(
            challenge(
                ", error=\"invalid_token\", error_description=\"The token is not known, or does not count any more.\""));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatWasRevokedAMomentAgoIsRefused(Kind kind) {
    Response made = make(Map.of("name", "Soon gone"));
    String token = token(made);
    assertThat(with(kind, token).get("/reports").statusCode()).isEqualTo(200);

    api.withToken(admin).delete(TOKENS + "/" + made.path("payload.id"));

    assertRefused(with(kind, token).get("/reports"), 401);
  }

  @ParameterizedTest
  @EnumSource
  void whoLacksTheScopeIsToldWhich(Kind kind) {
    String narrow = token(make(Map.of("name", "Narrow", "scopes", List.of("users.view"))));

    Response answer = with(kind, narrow).get("/reports");

    assertRefused(answer, 403);
    assertThat(answer.headers().getValues("WWW-Authenticate"))
        .containsExactly(challenge(", error=\"insufficient_scope\", scope=\"assets.view\""));
  }

  @ParameterizedTest
  @EnumSource
  void whoHasSpentTheirBudgetIsToldWhenToComeBack(Kind kind) {
    String robot = token(make(Map.of("name", "Robot", "throttle_per_minute", 1)));
    assertThat(with(kind, robot).get("/reports").statusCode()).isEqualTo(200);

    Response answer = with(kind, robot).get("/reports");

    assertRefused(answer, 429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(answer.header("RateLimit")).startsWith("\"per-minute\";r=0;t=");
    assertThat(answer.header("RateLimit-Policy")).startsWith("\"per-minute\";q=1;w=60");
    assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("1");
    assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(answer.headers().getValues("X-RateLimit-Reset")).hasSize(1);
  }

  /** Caddy answers 502 by itself for whoever it can't reach, and without a body. */
  @ParameterizedTest
  @EnumSource
  void nobodyPassesWhileTokenwardIsStopped(Kind kind) {
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
    try (ProxyServer proxy = ProxyServer.started(kind, nobody, backend.uri(), SCOPE)) {
      Response answer = api.withToken(admin).baseUri(proxy.uri().toString()).get("/reports");

      if (kind == Kind.CADDY) {
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.asString()).isEmpty();
      } else {
        assertRefused(answer, 503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
    }
  }

  @Test
  void nobodyPassesWhileTokenwardIsWithoutItsDatabaseAndAllIsWellAfterwards() {
    List<ProxyServer> proxies = new ArrayList<>();
    try (PostgresServer server = PostgresServer.started();
        Service away =
            Service.builder()
                .env(OwnDatabase.on(server).environment())
                .env("API_THROTTLE_PER_MINUTE", "0")
                .env("REVOCATION_BOUND", "500ms")
                .start()) {
      String token = Api.of(away).createToken("Away");
      for (Kind kind : Kind.values()) {
        proxies.add(ProxyServer.started(kind, away.baseUri(), backend.uri(), SCOPE));
      }
      assertThat(proxies).allMatch(proxy -> status(proxy, token) == 200);

      server.kill();
      for (ProxyServer proxy : proxies) {
        await().until(() -> status(proxy, token) == 503);
        Response answer = through(proxy, token).get("/reports");
        assertRefused(answer, 503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }

      server.start();
      for (ProxyServer proxy : proxies) {
        await().until(() -> status(proxy, token) == 200);
      }
    } finally {
      proxies.forEach(ProxyServer::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void headersOfEightKilobytesPass(Kind kind) {
    Response answer = with(kind, admin).header("X-Large", "a".repeat(8_000)).get("/reports");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(values(answer, "x-large").getString(0)).hasSize(8_000);
  }

  @ParameterizedTest
  @EnumSource
  void twoCredentialsAreRefusedAndNotOneOfThemTaken(Kind kind) {
    Response answer = with(kind, admin).header("Authorization", "Bearer other").get("/reports");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void thePathReachesTheBackendAsItWasSent(Kind kind, String target) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy(kind).uri() + target))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + admin)
            .build();

    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("target")).isEqualTo(target);
  }

  static Stream<Arguments> targets() {
    return each(
        "//a//b", "/a//b", "/a%2Fb%2f", "/a/%2e%2e/b?x=%20y&z=%2F", "/?scope=nothing.there");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodIsAskedAboutAndPassesOrNot(Kind kind, String method) {
    Response yes = with(kind, admin).request(method, "/reports");
    Response no = anonymous(kind).request(method, "/reports");

    assertThat(yes.statusCode()).isEqualTo(200);
    assertThat(yes.header("Echo-Method")).isEqualTo(method);
    assertThat(no.statusCode()).isEqualTo(401);
    assertThat(no.header("Echo-Method")).isNull();
  }

  static Stream<Arguments> methods() {
    return each("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  }

  @ParameterizedTest
  @EnumSource
  void aBodyReachesTheBackendAndIsNotTakenForTheNextQuestion(Kind kind) {
    for (int i = 0; i < 3; i++) {
      Response answer = with(kind, admin).contentType(ContentType.TEXT).body("hello").post("/a");

      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      assertThat(echo(answer).getString("body")).isEqualTo("hello");
    }
  }

  /** A token that is bound to networks is held against the client, whom the proxy tells. */
  @ParameterizedTest
  @EnumSource
  void aTokenIsHeldAgainstTheAddressOfTheClient(Kind kind) {
    String here = token(make(Map.of("name", "Here", "allowed_ips", List.of("127.0.0.1"))));
    String there = token(make(Map.of("name", "There", "allowed_ips", List.of("203.0.113.0/24"))));

    assertThat(with(kind, here).get("/a").statusCode()).isEqualTo(200);
    assertThat(with(kind, there).header("X-Forwarded-For", "203.0.113.7").get("/a").statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource
  void whatAClientSaysAboutWhereItIsReachesNoBackend(Kind kind) {
    Response answer =
        with(kind, admin)
            .header("X-Forwarded-For", "203.0.113.7")
            .header("X-Forwarded-Host", "evil.example.com")
            .get("/a");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(echo(answer).getJsonObject("headers").encode())
        .doesNotContain("203.0.113.7", "evil.example.com");
  }

  private static Stream<Arguments> each(String... values) {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(values).map(value -> Arguments.of(kind, value)));
  }

  private static RequestSpecification with(Kind kind, String token) {
    return through(proxy(kind), token);
  }

  private static RequestSpecification through(ProxyServer proxy, String token) {
    return api.withToken(token).baseUri(proxy.uri().toString());
  }

  private static int status(ProxyServer proxy, String token) {
    return through(proxy, token).get("/reports").statusCode();
  }

  private static RequestSpecification anonymous(Kind kind) {
    return api.anonymous().baseUri(proxy(kind).uri().toString());
  }

  private static ProxyServer proxy(Kind kind) {
    return PROXIES.computeIfAbsent(
        kind, each -> ProxyServer.started(each, tokenward.baseUri(), backend.uri(), SCOPE));
  }

  /** Lines as they are, which no client would send; the last of them ends the connection. */
  private static String raw(Kind kind, String... lines) {
    URI uri = proxy(kind).uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Response make(Map<String, ?> fields) {
    Response made = api.withToken(admin).contentType(ContentType.JSON).body(fields).post(TOKENS);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
    return made;
  }

  private static String token(Response made) {
    return Secrets.register(made.path("payload.token"));
  }

  private static JsonObject echo(Response answer) {
    return new JsonObject(answer.asString());
  }

  private static JsonArray values(Response answer, String header) {
    return echo(answer).getJsonObject("headers").getJsonArray(header, new JsonArray());
  }

  private static void assertRefused(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(new JsonObject(answer.asString()).getInteger("status")).isEqualTo(status);
    assertThat(answer.header("Echo-Method")).isNull();
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  private static String challenge(String error) {
    return "Bearer realm=\"tokenward\"%s, resource_metadata=\"%s/.well-known/oauth-protected-resource\""
        .formatted(error, tokenward.baseUri());
  }
}
