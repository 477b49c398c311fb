package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import dev.tokenward.process.Signals;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What a load balancer and a supervisor are told, and what clients are told meanwhile. */
class HealthIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String UNAVAILABLE =
      """
      {"status":"error","messages":"The service cannot answer at the moment. Try again in 1 second.",\
      "payload":null}""";

  @Test
  @EnabledIf("dev.tokenward.process.Service#carriesDatabase")
  void aDatabaseThatHangsMakesItNotReadyAndNothingElse(@TempDir Path directory) {
    try (Service service =
        Service.builder().withoutDatabaseSettings().dataDirectory(directory).start()) {
      String token = Api.of(service).createToken(Tokens.newName());
      assertHealthy(service);

      List<Long> database = new EmbeddedFiles(directory).processes();
      Signals.send("STOP", database);
      try {
        awaitNotReady(service, "no answer");
        assertAlive(service);
        assertUnavailable(Tokens.use(service, token));
        assertUnavailable(Tokens.create(service, service.adminUsername(), service.adminPassword()));
      } finally {
        Signals.send("CONT", database);
      }

      awaitReady(service);
      assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
    }
  }

  @Test
  void aDatabaseThatIsStoppedMakesItNotReadyUntilItIsBack() {
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server);
        Service service = on(database).start()) {
      String token = Api.of(service).createToken(Tokens.newName());

      server.stop();

      awaitNotReady(service, "no answer");
      assertThat(tokensAre(service))
          .isEqualTo("looked up one by one, until changes are heard again");
      assertAlive(service);
      assertUnavailable(Tokens.use(service, token));
      assertUnavailable(Tokens.create(service, service.adminUsername(), service.adminPassword()));
      assertThat(Tokens.statusOf(service, "twd_junk")).isEqualTo(401);

      server.start();

      awaitReady(service);
      assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> tokensAre(service).equals("remembered"));
    }
  }

  @Test
  void whileNobodyHasMigratedItIsNotReadyEvenIfTheDatabaseComesLate() {
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server)) {
      server.stop();
      try (Service service =
          on(database).env("TOKENWARD_MIGRATE_AT_START", "false").notWaitingUntilReady().start()) {
        awaitNotReady(service, "no answer");
        server.start();
        awaitNotReady(service, "schema not migrated yet");
        assertAlive(service);
        assertUnavailable(Tokens.create(service, service.adminUsername(), service.adminPassword()));

        Command.Result migrated = service.command("", "migrate");

        assertThat(migrated.exitCode()).as(migrated.toString()).isZero();
        awaitReady(service);
        assertThat(
                Tokens.create(service, service.adminUsername(), service.adminPassword())
                    .statusCode())
            .isEqualTo(200);
      } finally {
        server.start();
      }
    }
  }

  private static Service.Builder on(OwnDatabase database) {
    Service.Builder builder = Service.builder();
    database.environment().forEach(builder::env);
    return builder;
  }

  private static void assertHealthy(Service service) {
    for (String path : List.of("live", "ready", "started")) {
      Response health = health(service, path);
      assertThat(health.statusCode()).as(path).isEqualTo(200);
      assertThat(health.contentType()).startsWith("application/json");
      assertThat(health.<String>path("status")).isEqualTo("UP");
    }
    List<Map<String, String>> checks = health(service, "ready").path("checks");
    assertThat(checks)
        .extracting(check -> check.get("name") + " " + check.get("status"))
        .contains("database UP", "administrator UP", "changes UP");
  }

  private static void assertAlive(Service service) {
    assertThat(health(service, "live").statusCode()).isEqualTo(200);
    assertThat(health(service, "started").statusCode()).isEqualTo(200);
  }

  private static void assertUnavailable(Response response) {
    assertThat(response.asString()).isEqualTo(UNAVAILABLE);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("1");
  }

  private static void awaitNotReady(Service service, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Response ready = health(service, "ready");
              assertThat(ready.statusCode()).isEqualTo(503);
              assertThat(ready.<String>path("status")).isEqualTo("DOWN");
              assertThat(
                      ready.<List<String>>path("checks.findAll{it.name=='database'}.data.reason"))
                  .containsExactly(reason);
            });
  }

  private static String tokensAre(Service service) {
    List<String> told =
        health(service, "ready").path("checks.findAll{it.name=='changes'}.data.tokens");
    return told.get(0);
  }

  private static void awaitReady(Service service) {
    await().atMost(PATIENCE).until(() -> health(service, "ready").statusCode() == 200);
  }

  private static Response health(Service service, String path) {
    return Api.of(service).anonymous().get("/q/health/" + path);
  }
}
