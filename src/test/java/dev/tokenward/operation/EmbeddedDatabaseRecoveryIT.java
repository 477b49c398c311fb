package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way a run ended, the next one has the data. */
@Alone
@EnabledIf("dev.tokenward.process.Service#carriesDatabase")
class EmbeddedDatabaseRecoveryIT {

  private static final String PASSWORD = Secrets.newPassword();

  /** The issue of the decision core demands it of every database that fails and comes back. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @Test
  void anOrderlyStopKeepsTheData() {
    String token;
    try (Service first = start()) {
      token = Api.of(first).createToken(Tokens.newName());
      first.terminate();
    }

    assertNextRunKnows(token);
  }

  @Test
  void aKilledServiceLeavesItsDatabaseRunningAndTheNextOneTakesOver() {
    String token;
    long server;
    try (Service first = start()) {
      token = Api.of(first).createToken(Tokens.newName());
      server = files().server();
      first.kill();
    }
    assertThat(EmbeddedFiles.isRunning(server)).isTrue();

    assertNextRunKnows(token);
    assertThat(EmbeddedFiles.isRunning(server)).isFalse();
  }

  @Test
  void aKilledServiceWithAKilledDatabaseRecovers() {
    String token;
    try (Service first = start()) {
      token = Api.of(first).createToken(Tokens.newName());
      long server = files().server();
      Signals.send("KILL", List.of(first.pid(), server));
      first.exitCode();
      await().until(() -> !EmbeddedFiles.isRunning(server));
    }

    assertNextRunKnows(token);
  }

  /** The data directory is the service's: nobody else would start its server again. */
  @Test
  void aKilledDatabaseIsStartedAgainWhileTheServiceRuns() throws IOException {
    try (Service service = start()) {
      String token = Api.of(service).createToken(Tokens.newName());
      for (int times = 0; times < 2; times++) {
        long server = files().server();

        Signals.send("KILL", List.of(server));

        await().until(() -> !EmbeddedFiles.isRunning(server));
        await()
            .pollInSameThread()
            .atMost(RECOVERY)
            .untilAsserted(() -> Api.of(service).createToken(Tokens.newName()));
        assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
      }
      long last = files().server();
      service.terminate();
      assertThat(EmbeddedFiles.isRunning(last)).isFalse();
    }
  }

  @Test
  void aLeftOverThatNamesAnotherProgramsProcessHarmsNobody() throws IOException {
    String token;
    try (Service first = start()) {
      token = Api.of(first).createToken(Tokens.newName());
      first.terminate();
    }
    Process stranger = new ProcessBuilder("sleep", "300").start();
    try {
      Files.writeString(
          directory.resolve("cluster/postmaster.pid"),
          stranger.pid() + "\n" + directory.resolve("cluster") + "\n0\n5432\n\n\n0\nready\n");

      assertNextRunKnows(token);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroy();
    }
  }

  @Test
  void aFirstStartThatWasCutShortIsBegunAnew() throws IOException {
    for (String unfinished : List.of("cluster.new", "postgresql.new")) {
      Files.writeString(
          Files.createDirectories(directory.resolve(unfinished)).resolve("PG_VERSION"), "1");
    }

    try (Service first = start()) {
      assertThat(Tokens.statusOf(first, Api.of(first).createToken("first"))).isEqualTo(200);
    }
  }

  private void assertNextRunKnows(String token) {
    try (Service next = start()) {
      assertThat(Tokens.statusOf(next, token)).isEqualTo(200);
      assertThat(Tokens.statusOf(next, Api.of(next).createToken("next"))).isEqualTo(200);
    }
  }

  private Service start() {
    return Service.builder()
        .withoutDatabaseSettings()
        .dataDirectory(directory)
        .env("TOKENWARD_ADMIN_PASSWORD", PASSWORD)
        .start();
  }

  private EmbeddedFiles files() {
    return new EmbeddedFiles(directory);
  }
}
