package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Certificate;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS with the database, as docs/operations.md says: with nobody who can't show its certificate.
 */
class DatabaseTlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String IN_CLEAR =
      "select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
          + " where datname = current_database() and not ssl";
  private static final String BY_TLS =
      "select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
          + " where datname = current_database() and ssl and pid <> pg_backend_pid()";

  private static PostgresServer server;
  private static OwnDatabase database;

  @BeforeAll
  static void start() {
    server = PostgresServer.startedWithTls();
    database = OwnDatabase.on(server);
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyConnectionIsByTlsAndToTheServerThatIsMeant() {
    try (Service service =
        Service.builder().env(settings(server.certificate())).env(migrations()).start()) {
      String token = Api.of(service).createToken(Tokens.newName());

      assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
      assertThat(database.number(BY_TLS)).isPositive();
      assertThat(database.number(IN_CLEAR)).isZero();
    }
  }

  @Test
  void aServerThatShowsAnotherCertificateGetsNoPassword(@TempDir Path directory) {
    Certificate other = Certificate.made(directory, "other");

    try (Service service =
        Service.builder()
            .env(settings(other.chain()))
            .env("TOKENWARD_MIGRATE_AT_START", "false")
            .notWaitingUntilReady()
            .start()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(readiness(service))
                      .contains("\"reason\": \"TLS with the database failed\""));
    }
  }

  private static String readiness(Service service) {
    return Api.of(service).anonymous().get("/q/health/ready").asString();
  }

  private static Map<String, String> settings(Path trusted) {
    Map<String, String> settings = new HashMap<>(database.environment());
    settings.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "verify-full");
    settings.put("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");
    settings.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM", "true");
    settings.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS", trusted.toString());
    return settings;
  }

  private static Map<String, String> migrations() {
    String url = database.environment().get("QUARKUS_DATASOURCE_REACTIVE_URL");
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL",
        "jdbc:" + url + "?sslmode=verify-full&sslrootcert=" + server.certificate());
  }
}
