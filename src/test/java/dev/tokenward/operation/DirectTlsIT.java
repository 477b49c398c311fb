package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Certificate;
import dev.tokenward.process.HttpsClient;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service speaks https by itself, and takes a renewed certificate without a restart. Each test
 * leaves a certificate in the files that is whole.
 */
class DirectTlsIT {

  private static final String ME = "/api/v1/users/me";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String LIVE = "/q/health/live";
  private static final String SHOWN = "New connections by https are shown the certificate of ";
  private static final String KEPT = "still shown the one from before";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path directory;

  private static URI secure;

  /** By way of a link to their directory, as Kubernetes mounts secrets. */
  private static Path link;

  private static Certificate atStart;
  private static Certificate certificate;
  private static Service service;

  @BeforeAll
  static void start() throws IOException {
    int port = Ports.free();
    secure = URI.create("https://localhost:" + port);
    link = directory.resolve("..data");
    Files.createSymbolicLink(link, Files.createDirectory(directory.resolve("first-volume")));
    atStart = Certificate.made(directory, "at-start");
    certificate = Certificate.at(link, "in-use");
    certificate.replaceBy(atStart);
    service =
        Service.builder()
            .env("QUARKUS_HTTP_SSL_PORT", Integer.toString(port))
            .env("QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate.chain().toString())
            .env("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", certificate.key().toString())
            .env("QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD", "1s")
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

  @Test
  void halfOfARenewalIsNotTakenAndIsToldOnce() {
    Certificate renewed = Certificate.made(directory, "half-renewed");
    HttpsClient stranger = HttpsClient.trusting(certificate);

    certificate.replaceChainBy(renewed);

    await()
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(4))
        .until(() -> lines(KEPT, "CN=half-renewed").size() == 1);
    assertThat(lines(KEPT, "CN=half-renewed"))
        .singleElement(STRING)
        .contains(" WARN ")
        .contains(
            "the key in %s does not belong to the first certificate in %s"
                .formatted(certificate.key(), certificate.chain()));
    assertThat(stranger.get(secure.resolve(LIVE)).statusCode()).isEqualTo(200);

    certificate.replaceBy(renewed);

    awaitShown(renewed);
    assertThat(lines(SHOWN, "CN=half-renewed"))
        .singleElement(STRING)
        .contains(
            " INFO ",
            renewed.content().getSerialNumber().toString(16),
            renewed.content().getNotAfter().toInstant().toString());
    assertThat(lines(KEPT, "CN=half-renewed")).hasSize(1);
  }

  @Test
  void aFileThatIsNoCertificateIsNotTakenAndNoneOfAKeyIsTold() throws IOException {
    Certificate renewed = Certificate.made(directory, "mistaken");
    HttpsClient stranger = HttpsClient.trusting(certificate);
    String told = "there is no certificate in " + certificate.chain();
    int before = lines(KEPT, told).size();

    Files.copy(renewed.key(), certificate.chain(), StandardCopyOption.REPLACE_EXISTING);

    await().atMost(PATIENCE).until(() -> lines(KEPT, told).size() > before);
    assertThat(stranger.get(secure.resolve(LIVE)).statusCode()).isEqualTo(200);
    assertThat(service.output())
        .doesNotContain("PRIVATE KEY-----")
        .doesNotContain(Files.readAllLines(renewed.key()).get(1));

    certificate.replaceBy(renewed);

    awaitShown(renewed);
  }

  @Test
  void theCertificateOfTheStartIsTakenAgain() {
    Certificate renewed = Certificate.made(directory, "taken-back");
    certificate.replaceBy(renewed);
    awaitShown(renewed);

    certificate.replaceBy(atStart);

    awaitShown(atStart);
  }

  @Test
  void aLinkThatLeadsElsewhereIsFollowed() throws IOException {
    Path volume = Files.createDirectory(directory.resolve("second-volume"));
    Certificate renewed = Certificate.made(volume, "in-use");
    Path prepared = Files.createSymbolicLink(directory.resolve("..data_tmp"), volume);

    Files.move(prepared, link, StandardCopyOption.ATOMIC_MOVE);

    awaitShown(renewed);
  }

  private static void awaitShown(Certificate expected) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(() -> HttpsClient.trusting(expected).get(secure.resolve(LIVE)).statusCode() == 200);
  }

  private static List<String> lines(String... words) {
    return service
        .output()
        .lines()
        .filter(line -> Stream.of(words).allMatch(line::contains))
        .toList();
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
