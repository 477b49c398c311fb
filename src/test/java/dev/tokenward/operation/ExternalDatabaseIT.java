package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Ports;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a database configured, the embedded one is not even on the path of the start. */
class ExternalDatabaseIT {

  @TempDir private static Path temporary;
  private static PostgresServer server;
  private static OwnDatabase database;
  private static Service service;

  @BeforeAll
  static void start() {
    server = PostgresServer.namedOrStarted();
    database = OwnDatabase.on(server);
    Service.Builder builder = Service.builder().dataDirectory(temporary.resolve("data"));
    database.environment().forEach(builder::env);
    service = builder.start();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
    if (database != null) {
      database.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theConfiguredDatabaseHoldsTheData() {
    long before = database.number("select count(*) from personal_access_tokens");

    String token = Api.of(service).createToken(Tokens.newName());

    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
    assertThat(database.number("select count(*) from personal_access_tokens"))
        .isEqualTo(before + 1);
  }

  @Test
  void noDataDirectoryIsMade() {
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  @Test
  void noServerIsStarted() {
    assertThat(ProcessHandle.of(service.pid()).orElseThrow().descendants()).isEmpty();
  }

  @Test
  void withoutADatabaseAndWithoutTheEmbeddedOneNothingStarts() {
    Command.Result result = start(Map.of("TOKENWARD_EMBEDDED_DATABASE", "never"));

    Refusal.isExactly(
        result,
        "TOKENWARD_EMBEDDED_DATABASE is never and no database is configured. Set"
            + " QUARKUS_DATASOURCE_REACTIVE_URL to one, such as"
            + " postgresql://db.example.com:5432/tokenward.");
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  @Test
  void aDatabaseForTheMigrationsAloneIsAMistake() {
    Command.Result result =
        start(Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1/tokenward"));

    assertThat(Refusal.theOneLine(result))
        .contains("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_REACTIVE_URL");
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsWaitedForAndThenNamed() {
    String address = "127.0.0.1:" + Ports.free();
    Map<String, String> settings = new HashMap<>(database.environment());
    settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://" + address + "/tokenward");

    Command.Result result = start(settings);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.standardOutput()).contains("Retrying").doesNotContain("\tat ");
    assertThat(result.standardError().lines())
        .singleElement()
        .asString()
        .startsWith("tokenward: The database could not be used: ")
        .contains(address, "QUARKUS_DATASOURCE_REACTIVE_URL");
    assertThat(result.standardOutput()).doesNotContain(server.password());
  }

  @Test
  void aWrongPasswordIsToldInOneLineThatDoesNotRepeatIt() {
    String wrong = Secrets.newPassword();
    Map<String, String> settings = new HashMap<>(database.environment());
    settings.put("QUARKUS_DATASOURCE_PASSWORD", wrong);

    Command.Result result = startWithoutWaiting(settings);

    assertThat(Refusal.theOneLine(result))
        .contains(server.username(), "QUARKUS_DATASOURCE_PASSWORD")
        .doesNotContain(wrong);
  }

  @Test
  void aDatabaseThatDoesNotExistIsNamedInOneLine() {
    Map<String, String> settings = new HashMap<>(database.environment());
    settings.put(
        "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://" + server.address() + "/no_such_thing");

    Command.Result result = startWithoutWaiting(settings);

    assertThat(Refusal.theOneLine(result))
        .contains("no_such_thing", "QUARKUS_DATASOURCE_REACTIVE_URL");
  }

  private static Command.Result startWithoutWaiting(Map<String, String> settings) {
    settings.put("QUARKUS_FLYWAY_CONNECT_RETRIES", "0");
    return start(settings);
  }

  private static Command.Result start(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("TOKENWARD_DATA_DIR", temporary.resolve("data").toString());
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
    return Command.run(environment, "");
  }
}
