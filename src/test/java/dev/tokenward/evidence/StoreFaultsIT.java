package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Line;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Under load the database goes away and comes back, in all the ways it can: nobody passes who must
 * not, no valid token is refused, who can't be answered is told when to come again, and all is well
 * again by itself within five seconds.
 */
@Alone
class StoreFaultsIT {

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final int USED = 40;
  private static final int UNUSED = 60;
  private static final int SOME = 10;

  /** How many connections a replica may have, and as many clients as make it open all of them. */
  private static final int POOL = 20;

  private static final int CLIENTS = 60;

  /** So long that packets lost at its beginning would be sent again only long after its end. */
  private static final Duration LONG_SILENCE = Duration.ofSeconds(14);

  private static Line line;
  private static OwnDatabase database;
  private static Service near;
  private static Service far;
  private static Requests requests;
  private static List<Made> used;
  private static Made revoked;

  /** What a first request costs is no part of a recovery. */
  @BeforeAll
  static void startTwoReplicas() {
    line = Line.made();
    database = OwnDatabase.on(line.server());
    near = Replicas.first(database, BOUND).start();
    far = line.lead(Replicas.another(near, database, BOUND), database).start();
    requests = Requests.to(near);
    used = requests.makeTokens(USED);
    revoked = requests.makeToken("Revoked");
    requests.delete(Requests.TOKENS + "/" + revoked.id());
    Recovery.of(near, far, requests.ofNewUser().makeTokens(UNUSED));
  }

  /** What fails because the database is away fails where somebody waits for it. */
  @AfterAll
  static void stop() {
    far.close();
    near.close();
    database.close();
    line.close();
    assertThat(near.output() + far.output()).doesNotContain("Uncaught exception");
  }

  @BeforeEach
  void awaitTrust() {
    Replicas.awaitTrust(near, BOUND);
    Replicas.awaitTrust(far, BOUND);
  }

  @Test
  void aRestartOfPostgresqlDoesNoHarm() {
    harmless("PostgreSQL restarted", traffic -> line.server().restart(), () -> {});
  }

  @Test
  void theKillingOfPostgresqlDoesNoHarm() {
    harmless(
        "PostgreSQL killed with -9",
        traffic -> {
          line.server().kill();
          traffic.awaitUndecided(Set.of(near, far), SOME);
        },
        line.server()::start);
  }

  @Test
  void aPauseOfPostgresqlDoesNoHarm() {
    harmless(
        "PostgreSQL paused",
        traffic -> {
          line.server().pause();
          traffic.awaitUndecided(Set.of(near, far), SOME);
        },
        line.server()::resume);
  }

  @Test
  void theExhaustionOfConnectionsDoesNoHarm() {
    List<Connection> taken = new ArrayList<>();
    try {
      harmless(
          "PostgreSQL's connections exhausted",
          traffic -> {
            takeAllConnections(taken);
            traffic.awaitUndecided(Set.of(near, far), SOME);
          },
          () -> taken.forEach(Sql::close));
    } finally {
      taken.forEach(Sql::close);
    }
  }

  @Test
  void aLongSilenceOfTheNetworkDoesNoHarm() {
    harmless(
        "the network silent for long",
        traffic -> {
          fillThePool(far);
          long begun = System.nanoTime();
          line.silence();
          traffic.awaitUndecided(Set.of(far), SOME);
          while (System.nanoTime() - begun < LONG_SILENCE.toNanos()) {
            traffic.awaitPassed(Set.of(near), 1);
          }
        },
        line::speak);
  }

  private static void harmless(String what, Fault fault, Runnable mend) {
    List<Made> unused = requests.ofNewUser().makeTokens(UNUSED);
    try (Traffic traffic = Traffic.to(List.of(near, far), requests, used, revoked)) {
      traffic.awaitPassed(Set.of(near, far), SOME);
      try {
        fault.happensUnder(traffic);
      } finally {
        mend.run();
      }
      Duration recovery = Recovery.of(near, far, unused);
      traffic.awaitPassed(Set.of(near, far), SOME);
      traffic.assertFlawless();
      assertThat(recovery).as(what).isLessThanOrEqualTo(Replicas.RECOVERY);
      Figures.ofRecovery(what, recovery);
    }
  }

  /** So that all of them are lost at once, and none can be opened instead. */
  private static void fillThePool(Service replica) {
    Requests there = requests.at(replica);
    Swarm.atOnce(CLIENTS, client -> there.get(Requests.TOKENS).statusCode());
    String open =
        "select count(*) from pg_stat_activity where backend_type = 'client backend'"
            + " and application_name not in ('PostgreSQL JDBC Driver')";
    assertThat(Sql.number(near, open)).isGreaterThanOrEqualTo(POOL);
  }

  /** Again and again, because the replicas take back what they lose while there is any. */
  private static void takeAllConnections(List<Connection> taken) {
    Connection first = near.connectToDatabase();
    taken.add(first);
    int others = 1;
    while (others > 0) {
      takeWhatIsFree(taken);
      others = cutOffTheReplicas(first);
    }
  }

  private static void takeWhatIsFree(List<Connection> taken) {
    try {
      while (true) {
        taken.add(near.connectToDatabase());
      }
    } catch (IllegalStateException noneLeft) {
      assertThat(noneLeft).hasRootCauseInstanceOf(SQLException.class);
    }
  }

  /** Those of the replicas have another name than those of JDBC. */
  private static int cutOffTheReplicas(Connection ours) {
    String query =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where backend_type = 'client backend'"
            + " and application_name <> 'PostgreSQL JDBC Driver'";
    return Integer.parseInt(Sql.on(ours, query));
  }

  /** Happens while clients ask. */
  @FunctionalInterface
  private interface Fault {
    void happensUnder(Traffic traffic);
  }
}
