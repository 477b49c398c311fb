package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.HttpsClient;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.TlsProxy;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Where https is forced, what comes over plain HTTP is turned away before its credential is looked
 * at; only the proxy that ends TLS is believed about it.
 */
class ForcedTlsIT {

  private static final String ME = "/api/v1/users/me";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String STRANGER = "127.0.0.3";
  private static final String HSTS = "Strict-Transport-Security";
  private static final int LOGIN_MAX_ATTEMPTS = 3;

  private static TlsProxy proxy;
  private static Service service;
  private static Api api;
  private static HttpsClient client;
  private static String token;

  @BeforeAll
  static void start() {
    int port = Ports.free();
    proxy = TlsProxy.before(port);
    service =
        Service.builder()
            .env("QUARKUS_HTTP_PORT", Integer.toString(port))
            .env("APP_URL", proxy.secure().toString())
            .env("APP_FORCE_TLS", "true")
            .env("ENABLE_HSTS", "true")
            .env("APP_TRUSTED_PROXIES", "127.0.0.1")
            .env("LOGIN_MAX_ATTEMPTS", Integer.toString(LOGIN_MAX_ATTEMPTS))
            .start();
    api = Api.of(service);
    client = HttpsClient.trusting(proxy.certificate());
    token =
        Secrets.register(
            byHttps(api.withBasic(service.adminUsername(), service.adminPassword()))
                .contentType(ContentType.JSON)
                .body(Map.of("name", "By https"))
                .post(TOKENS)
                .path("payload.token"));
  }

  @AfterAll
  static void stop() {
    service.close();
    proxy.close();
  }

  @Test
  void aTokenPassesByHttps() {
    HttpResponse<String> answer = client.get(proxy.secure().resolve(ME), token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"username\":\"" + service.adminUsername() + "\"");
    assertThat(answer.headers().firstValue(HSTS)).contains("max-age=31536000; includeSubDomains");
  }

  @Test
  void theApiTurnsAwayWhatComesInClear() {
    for (String path : List.of(ME, TOKENS, "/api/v1/no/such/thing")) {
      Response answer = api.withTokenFrom(STRANGER, token).get(path);

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.header(HSTS)).isNull();
      assertThat(answer.header("WWW-Authenticate")).isNull();
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.<String>path("messages"))
          .isEqualTo(
              "This service takes requests over HTTPS only, at "
                  + proxy.secure()
                  + ". If you have sent a token or a password, replace it: it was sent in clear.");
    }
  }

  @Test
  void theRefusalIsAProblemDocumentForWhoWantsOne() {
    Response answer = api.withTokenFrom(STRANGER, token).accept("application/problem+json").get(ME);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.<String>path("detail")).startsWith("This service takes requests over HTTPS");
  }

  @Test
  void aCredentialThatComesInClearIsNotLookedAt() {
    String right = service.adminPassword();
    for (int i = 0; i <= LOGIN_MAX_ATTEMPTS; i++) {
      assertThat(status(api.withBasicFrom(STRANGER, service.adminUsername(), "wrong")))
          .isEqualTo(403);
    }

    assertThat(status(api.withTokenFrom(STRANGER, "junk"))).isEqualTo(403);
    assertThat(status(api.withBasicFrom(STRANGER, service.adminUsername(), right))).isEqualTo(403);
    assertThat(byHttps(api.withBasic(service.adminUsername(), right)).get(TOKENS).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPageThatIsAskedForInClearIsToBeFoundByHttps() {
    for (String path : List.of("/login", "/account/api?status=active", "/", "//evil.example/")) {
      HttpResponse<String> answer = client.get(URI.create(proxy.clear() + path));

      assertThat(answer.statusCode()).isEqualTo(308);
      assertThat(answer.headers().firstValue("Location")).contains(proxy.secure() + path);
      assertThat(answer.headers().firstValue(HSTS)).isEmpty();
      assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
    assertThat(api.anonymousFrom(STRANGER).head("/login").statusCode()).isEqualTo(308);
  }

  @Test
  void aFormIsNotTakenInClear() {
    Response answer =
        api.anonymousFrom(STRANGER)
            .contentType(ContentType.URLENC)
            .formParam("username", service.adminUsername())
            .formParam("password", service.adminPassword())
            .post("/login");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void nobodyElseCanSayThatItWasHttps() {
    assertThat(status(byHttps(api.withTokenFrom(STRANGER, token)))).isEqualTo(403);
    assertThat(status(api.withToken(token).header("X-Forwarded-Proto", "https, http")))
        .isEqualTo(403);
    assertThat(status(byHttps(api.withToken(token)))).isEqualTo(200);
  }

  @Test
  void theProxyOverwritesWhatItsClientSays() {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.clear().resolve(ME))
            .header("Authorization", "Bearer " + token)
            .header("X-Forwarded-Proto", "https")
            .build();

    assertThat(client.send(request).statusCode()).isEqualTo(403);
  }

  @Test
  void whatAClientSaysOfItsAddressIsNotBelieved() {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.secure().resolve(TOKENS))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", "203.0.113.9")
            .POST(BodyPublishers.ofString("{\"name\":\"Forged\"}"))
            .build();

    HttpResponse<String> made = client.send(request);

    assertThat(made.statusCode()).isEqualTo(200);
    Secrets.register(JsonPath.from(made.body()).getString("payload.token"));
    Response log =
        byHttps(api.withToken(token))
            .queryParam("target_id", JsonPath.from(made.body()).getString("payload.id"))
            .get("/api/v1/audit");
    assertThat(log.statusCode()).as(log.asString()).isEqualTo(200);
    assertThat(log.<List<String>>path("rows.actor.address")).containsExactly("127.0.0.1");
  }

  @Test
  void whatIsRefusedBeforeItIsRoutedTellsBrowsersToo() {
    String tooMuch = "/?" + "a".repeat(9_000);
    Response tooLong = byHttps(api.anonymous()).get(tooMuch);
    // Netty drops the header right before one that is too large.
    Response unreadable =
        byHttps(api.anonymous())
            .header("X-Between", "a")
            .header("X-Large", "a".repeat(70_000))
            .get("/");

    assertThat(tooLong.statusCode()).isEqualTo(414);
    assertThat(tooLong.header(HSTS)).isEqualTo("max-age=31536000; includeSubDomains");
    assertThat(unreadable.statusCode()).isEqualTo(431);
    assertThat(unreadable.header(HSTS)).isEqualTo(tooLong.header(HSTS));
    assertThat(byHttps(api.anonymousFrom(STRANGER)).get(tooMuch).header(HSTS)).isNull();
    assertThat(api.anonymous().get(tooMuch).header(HSTS)).isNull();
  }

  /** The proxy says it of the request that it asks about, whose client may get the answer whole. */
  @Test
  void anAnswerToAQuestionSaysNothingInTheNameOfAnotherHost() {
    Response refusal =
        byHttps(api.withToken("junk"))
            .header("X-Forwarded-Method", "GET")
            .header("X-Forwarded-Host", "app.example.com")
            .header("X-Forwarded-Uri", "/")
            .get("/authz/forward-auth");

    assertThat(refusal.statusCode()).isEqualTo(401);
    assertThat(refusal.header(HSTS)).isNull();
  }

  @Test
  void theFirstCookieIsSecure() {
    HttpResponse<String> page = client.get(proxy.secure().resolve("/login"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-tokenward_form=")
        .contains("; Secure");
  }

  @Test
  void probesAndProxiesBesideTheServiceNeedNoTls() {
    assertThat(api.anonymousFrom(STRANGER).get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(api.anonymousFrom(STRANGER).accept("*/*").get("/q/metrics").statusCode())
        .isEqualTo(200);
    assertThat(api.anonymousFrom(STRANGER).get("/health").statusCode()).isEqualTo(200);
    assertThat(
            api.withTokenFrom(STRANGER, token)
                .header("X-Original-Method", "GET")
                .header("X-Original-URL", "https://app.example.com/")
                .get("/authz/auth-request")
                .statusCode())
        .isEqualTo(200);
  }

  private static RequestSpecification byHttps(RequestSpecification request) {
    return request.header("X-Forwarded-Proto", "https");
  }

  private static int status(RequestSpecification request) {
    return request.get(ME).statusCode();
  }
}
