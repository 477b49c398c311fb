package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Tools;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The first start makes an administrator and tells the person at the terminal how to go on. */
class FirstStartIT {

  private static final String UNAUTHORIZED =
      """
      {"error":"Unauthorized or unauthenticated."}""";
  private static final String PASSWORD_LABEL = "Password:";

  @TempDir private Path temporary;

  @Test
  @EnabledIf("dev.tokenward.process.Service#carriesDatabase")
  void thePrintedLineMakesTheFirstToken() {
    Tools.require(Files.isExecutable(Path.of("/usr/bin/curl")), "curl");
    try (Service first = firstService()) {
      String password = Secrets.register(password(first).orElseThrow());
      assertThat(occurrences(password, first.output())).isEqualTo(2);

      JsonPath answer = JsonPath.from(Tools.run("bash", "-c", curlLine(first) + " 2>/dev/null"));

      assertThat(answer.getString("status")).isEqualTo("success");
      String token = Secrets.register(answer.getString("payload.token"));
      assertThat(Tokens.statusOf(first, token)).isEqualTo(200);
      assertThat(
              Api.of(first)
                  .withToken(token)
                  .delete(Tokens.PATH + "/" + answer.getString("payload.id"))
                  .statusCode())
          .isEqualTo(204);
      Response afterwards = Tokens.use(first, token);
      assertThat(afterwards.statusCode()).isEqualTo(401);
      assertThat(afterwards.asString()).isEqualTo(UNAUTHORIZED);

      assertThat(logFile()).isNotEmptyFile().content().doesNotContain(password);
    }

    try (Service second = firstService()) {
      assertThat(second.output()).doesNotContain(PASSWORD_LABEL, "curl ", "first start");
    }
  }

  @Test
  void aGivenAdministratorIsMadeAndThePasswordNotShown() {
    String password = Secrets.newPassword();
    try (Service service =
        Service.builder()
            .env("TOKENWARD_ADMIN_USERNAME", "Grace O'Hara")
            .env("TOKENWARD_ADMIN_PASSWORD", password)
            .env("APP_URL", "https://tokens.example.com/")
            .start()) {

      Response token = Tokens.create(service, "grace o'hara", password);

      assertThat(token.statusCode()).isEqualTo(200);
      assertThat(service.output()).doesNotContain(password).doesNotContain(PASSWORD_LABEL);
      assertThat(curlLine(service))
          .startsWith("curl -u 'Grace O'\\''Hara' ")
          .endsWith(" https://tokens.example.com" + Tokens.PATH);
    }
  }

  @Test
  void replicasThatStartTogetherMakeOneAdministratorBetweenThem() {
    try (PostgresServer server = PostgresServer.namedOrStarted();
        OwnDatabase database = OwnDatabase.on(server)) {
      List<Service> replicas = startTwoOn(database);
      try {
        List<String> passwords =
            replicas.stream().flatMap(replica -> password(replica).stream()).toList();

        assertThat(passwords.size()).isEqualTo(1);
        assertThat(database.number("select count(*) from users")).isEqualTo(1);
        String password = Secrets.register(passwords.get(0));
        assertThat(replicas)
            .allSatisfy(
                replica ->
                    assertThat(Tokens.create(replica, "admin", password).statusCode())
                        .isEqualTo(200));
      } finally {
        replicas.forEach(Service::close);
      }
    }
  }

  private static List<Service> startTwoOn(OwnDatabase database) {
    Service.Builder builder =
        Service.builder().printingASecret().without("TOKENWARD_ADMIN_PASSWORD");
    database.environment().forEach(builder::env);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      return Stream.generate(() -> CompletableFuture.supplyAsync(builder::start, threads))
          .limit(2)
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      threads.shutdown();
    }
  }

  private Service firstService() {
    return Service.builder()
        .withoutDatabaseSettings()
        .dataDirectory(temporary.resolve("data"))
        .printingASecret()
        .without("TOKENWARD_ADMIN_PASSWORD")
        .env("QUARKUS_LOG_FILE_ENABLED", "true")
        .env("QUARKUS_LOG_FILE_PATH", logFile().toString())
        .start();
  }

  private Path logFile() {
    return temporary.resolve("service.log");
  }

  private static Optional<String> password(Service service) {
    return service
        .output()
        .lines()
        .filter(line -> line.startsWith(PASSWORD_LABEL))
        .map(line -> line.substring(PASSWORD_LABEL.length()).strip())
        .findFirst();
  }

  private static String curlLine(Service service) {
    List<String> lines = service.output().lines().filter(line -> line.startsWith("curl ")).toList();
    assertThat(lines.size()).isEqualTo(1);
    return lines.get(0);
  }

  private static int occurrences(String part, String whole) {
    return (whole.length() - whole.replace(part, "").length()) / part.length();
  }
}
