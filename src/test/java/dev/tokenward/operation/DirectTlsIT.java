package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Certificate;
import dev.tokenward.process.HttpsClient;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.path.json.JsonPath;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service speaks https by itself, and takes a renewed certificate without a restart. */
class DirectTlsIT {

  private static final String ME = "/api/v1/users/me";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path directory;

  private static URI secure;
  private static Certificate certificate;
  private static Service service;

  @BeforeAll
  static void start() {
    int port = Ports.free();
    secure = URI.create("https://localhost:" + port);
    certificate = Certificate.made(directory, "in-use");
    service =
        Service.builder()
            .env("QUARKUS_HTTP_SSL_PORT", Integer.toString(port))
            .env("QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate.chain().toString())
            .env("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", certificate.key().toString())
            .env("QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD", "30s")
            .env("APP_URL", secure.toString())
            .env("APP_FORCE_TLS", "true")
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("ENABLE_HSTS", "true")
            .start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aTokenPassesByHttpsAndNotInClear() {
    HttpsClient client = HttpsClient.trusting(certificate);
    String token = token(client);

    HttpResponse<String> answer = client.get(secure.resolve(ME), token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000; includeSubDomains");
    assertThat(Api.of(service).withToken(token).get(ME).statusCode()).isEqualTo(403);
  }

  /** Among them what is too much for the service, for the server, and for neither but no HTTP. */
  @Test
  void everyAnswerByHttpsTellsBrowsersToUseNothingElse() {
    HttpsClient client = HttpsClient.trusting(certificate);
    HttpRequest.Builder tooLarge =
        HttpRequest.newBuilder(secure.resolve(TOKENS))
            .POST(BodyPublishers.ofString("a".repeat(70_000)));
    Map<HttpRequest, Integer> statuses =
        Map.of(
            get("/?" + "a".repeat(9_000)), 414,
            get("/?" + "a".repeat(40_000)), 414,
            HttpRequest.newBuilder(secure).header("X", "a".repeat(70_000)).build(), 431,
            HttpRequest.newBuilder(secure).header("X", "a".repeat(17_000)).build(), 431,
            tooLarge.build(), 413,
            get("/authz/auth-request"), 400,
            get("/authz/nothing"), 404,
            get("/authz/auth-request?" + "a".repeat(9_000)), 414,
            get(ME), 401,
            get("/q/health/ready"), 200);

    statuses.forEach(
        (request, status) -> {
          HttpResponse<String> answer = client.send(request);

          assertThat(answer.statusCode()).as(request.uri().getPath()).isEqualTo(status);
          assertThat(answer.headers().allValues("Strict-Transport-Security"))
              .as("%s %s", status, request.uri().getPath())
              .containsExactly("max-age=31536000; includeSubDomains");
        });
  }

  private static HttpRequest get(String path) {
    return HttpRequest.newBuilder(secure.resolve(path)).build();
  }

  @Test
  void aRenewedCertificateIsShownToNewConnectionsAndOldOnesGoOn() {
    HttpsClient before = HttpsClient.trusting(certificate);
    String token = token(before);
    Certificate renewed = Certificate.made(directory, "renewed");
    HttpsClient stranger = HttpsClient.trusting(certificate);

    certificate.replaceBy(renewed);

    HttpsClient after = HttpsClient.trusting(renewed);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(
            () -> {
              // Used meanwhile, or it would be closed for being idle.
              before.get(secure.resolve(ME), token);
              return after.get(secure.resolve(ME), token).statusCode() == 200;
            });
    // It trusts the old certificate only, so this goes over the connection it has.
    assertThat(before.get(secure.resolve(ME), token).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> stranger.get(secure.resolve(ME), token))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  private static String token(HttpsClient client) {
    String pair = service.adminUsername() + ":" + service.adminPassword();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(secure.resolve(TOKENS))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"By https\"}"))
            .build();
    return Secrets.register(JsonPath.from(client.send(request).body()).get("payload.token"));
  }
}
