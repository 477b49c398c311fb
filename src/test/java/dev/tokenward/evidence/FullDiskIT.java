package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import dev.tokenward.process.SmallDisk;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Under load PostgreSQL's disk fills up: no change is answered as made that is not, none is lost
 * that was answered, nobody passes who must not, and once there is room all is well again by itself
 * within five seconds.
 */
@Alone
class FullDiskIT {

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final int USED = 40;
  private static final int UNUSED = 60;
  private static final int SOME = 10;
  private static final int MANY = 100;
  private static final long SEED = 20_261_127;

  private SmallDisk disk;

  @BeforeEach
  void mount() {
    disk = SmallDisk.mounted();
  }

  @AfterEach
  void unmount() {
    disk.close();
  }

  @Test
  void aFullDiskForTablesKeepsNothingOutButChanges() {
    try (PostgresServer server = PostgresServer.startedWithTablesOn(disk)) {
      survives(
          "PostgreSQL's disk for tables full",
          server,
          run -> {
            run.crowd().awaitMore("a creation 503", SOME);
            run.traffic().awaitPassed(run.replicas(), MANY);
            run.crowd().awaitMore("a revoked token 401", SOME);
            assertThat(run.crowd().answered("a token 503")).isZero();
          });
    }
  }

  @Test
  void aFullDiskForTheLogOfChangesLosesNothingThatWasAnswered() {
    try (PostgresServer server = PostgresServer.startedWithLogOn(disk)) {
      survives(
          "PostgreSQL's disk for its log full",
          server,
          run -> {
            LogOfChanges.overflow(
                disk,
                run.database(),
                () ->
                    run.crowd().answered("a token 503") >= SOME
                        && run.crowd().answered("a creation 503") >= SOME);
          });
    }
  }

  private void survives(String what, PostgresServer server, Fault fault) {
    try (OwnDatabase database = OwnDatabase.on(server);
        Service near = Replicas.first(database, BOUND).start();
        Service far = Replicas.another(near, database, BOUND).start()) {
      Requests requests = Requests.to(near);
      List<Made> used = requests.makeTokens(USED);
      List<Made> unused = requests.ofNewUser().makeTokens(UNUSED);
      Made revoked = requests.makeToken("Revoked");
      requests.revoke(revoked);
      String owner = requests.makeToken("Of the crowd").text();
      try (Traffic traffic = Traffic.to(List.of(near, far), requests, used, revoked);
          Crowd crowd = Crowd.of(near, BOUND, owner, SEED)) {
        Run run = new Run(database, near, far, traffic, crowd);
        awaitChanges(crowd);
        crowd.expectTrouble();
        Duration recovery = happens(fault, run, server, unused);
        crowd.expectNone();
        awaitChanges(crowd);

        traffic.assertFlawless();
        crowd.assertFlawless();
        crowd.assertEverythingKept();
        assertThat(recovery).as(what).isLessThanOrEqualTo(Replicas.RECOVERY);
        Figures.ofRecovery(what, recovery);
      }
      assertThat(near.output() + far.output()).doesNotContain("Uncaught exception");
    }
  }

  private Duration happens(Fault fault, Run run, PostgresServer server, List<Made> unused) {
    try {
      disk.fill();
      fault.isFelt(run);
    } finally {
      disk.makeRoom();
      server.startUntilItAnswers();
    }
    return Recovery.of(run.near(), run.far(), unused);
  }

  private static void awaitChanges(Crowd crowd) {
    crowd.awaitMore("a creation 200", SOME);
    crowd.awaitMore("a revocation 204", SOME);
    crowd.awaitMore("a revoked token 401", SOME);
  }

  /** Who asks whom while the disk is full. */
  private record Run(
      OwnDatabase database, Service near, Service far, Traffic traffic, Crowd crowd) {
    Set<Service> replicas() {
      return Set.of(near, far);
    }
  }

  /** Lasts until clients have felt that there is no room. */
  @FunctionalInterface
  private interface Fault {
    void isFelt(Run run);
  }
}
