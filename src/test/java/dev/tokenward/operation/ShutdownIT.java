package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An orderly stop: first readiness says no, then whoever is being served still is, then the
 * database stops.
 */
@EnabledIf("dev.tokenward.process.Service#carriesDatabase")
class ShutdownIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration ONE_ANSWER = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void endsRequestsUnderWayThenTheDatabaseThenItself(String signal, int exitCode)
      throws IOException {
    String password = Secrets.newPassword();
    try (Service service = start(password)) {
      EmbeddedFiles files = new EmbeddedFiles(directory);
      long server = files.server();
      String body = "{\"name\":\"" + Tokens.newName() + "\"}";
      try (SlowRequest slow = SlowRequest.begin(service, "admin", password, body)) {

        // The group, as a terminal does it: the database has to be out of its reach.
        Signals.send(signal, List.of(-service.pid()));

        awaitNotReady(service);
        assertThat(EmbeddedFiles.isRunning(server)).isTrue();
        awaitDraining(service);
        assertThat(slow.end()).startsWith("HTTP/1.1 200 ");
      }

      assertThat(service.exitCode()).isEqualTo(exitCode);
      assertThat(EmbeddedFiles.isRunning(server)).isFalse();
      assertThat(files.log()).contains("database system is shut down");
      assertThat(files.cluster().resolve("postmaster.pid")).doesNotExist();
      assertThat(service.output()).doesNotContain(" ERROR ", " WARN ", "\tat ");
    }
  }

  /** A group of its own, as a shell makes one; and signals as they are by default. */
  private Service start(String password) {
    return Service.builder()
        .withoutDatabaseSettings()
        .dataDirectory(directory)
        .env("TOKENWARD_ADMIN_PASSWORD", password)
        .env("QUARKUS_SHUTDOWN_DELAY", "3s")
        .env("QUARKUS_SHUTDOWN_TIMEOUT", "60s")
        .startedBy("setsid", "env", "--default-signal=INT,TERM")
        .start();
  }

  private static void awaitNotReady(Service service) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                get(service, "/q/health/ready")
                    .filter(answer -> answer.statusCode() == 503)
                    .filter(answer -> answer.body().contains("\"DOWN\""))
                    .isPresent());
  }

  /** Quarkus says so when the time that readiness had for saying no is over. */
  private static void awaitDraining(Service service) {
    await()
        .atMost(PATIENCE)
        .until(() -> service.output().contains("Waiting for HTTP requests to complete"));
  }

  private static Optional<HttpResponse<String>> get(Service service, String path)
      throws InterruptedException {
    URI uri = service.baseUri().resolve(path);
    try {
      return Optional.of(
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(uri)
                      .version(HttpClient.Version.HTTP_1_1)
                      .timeout(ONE_ANSWER)
                      .build(),
                  BodyHandlers.ofString()));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }
}
