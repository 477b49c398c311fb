package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Hunters.Hunt;
import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Line;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Service;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A replica that can't hear of a revocation, whatever keeps it from hearing, never lets the token
 * pass later than the bound, and hears again by itself.
 */
@Alone
class RevocationFaultsIT {

  private static final int ROUNDS = Integer.getInteger("tokenward.rounds", 4);
  private static final int CLIENTS = 3;
  private static final Duration BOUND = Duration.ofSeconds(1);

  /** Watched for longer than the bound, sometimes until the feed has given up two connections. */
  private static final Duration WATCHED = BOUND.plusMillis(300);

  private static final Duration WATCHED_LONGER = Duration.ofMillis(5_500);

  private static Line line;
  private static OwnDatabase database;
  private static Service revoking;
  private static Service cutOff;
  private static Requests requests;
  private static Hunters hunters;

  @BeforeAll
  static void startTwoReplicas() {
    line = Line.made();
    database = OwnDatabase.on(line.server());
    revoking = Replicas.first(database, BOUND).start();
    cutOff = line.lead(Replicas.another(revoking, database, BOUND), database).start();
    requests = Requests.to(revoking);
    hunters = new Hunters(List.of(cutOff), CLIENTS);
  }

  @AfterAll
  static void stop() {
    hunters.close();
    cutOff.close();
    revoking.close();
    database.close();
    line.close();
  }

  @BeforeEach
  void awaitTrust() {
    Replicas.awaitTrust(revoking, BOUND);
    Replicas.awaitTrust(cutOff, BOUND);
  }

  @Test
  void aKilledListenerKeepsTheBound() {
    rounds("the listener's backend killed", round -> killing());
  }

  @Test
  void silenceOnTheNetworkKeepsTheBound() {
    rounds(line.toString(), round -> round % 2 == 0 ? silence() : silenceOfTheFeed());
  }

  @Test
  void aStoppedPostgresqlKeepsTheBoundAndLeavesNoForgottenConnections() {
    rounds(
        "PostgreSQL stopped by SIGSTOP",
        round -> round % 2 == 0 ? pauseOfAllButOneSession() : pauseAfterwards());

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(Replicas.feedBackends(cutOff, revoking)).hasSize(1));
  }

  private static void rounds(String what, IntFunction<Fault> faults) {
    Figures figures = new Figures();
    for (int round = 0; round < ROUNDS; round++) {
      Made token = requests.makeToken("Round");
      Duration watched = round % 8 == 3 ? WATCHED_LONGER : WATCHED;
      try (Hunt hunt = hunters.hunt(token)) {
        long asked;
        long revoked;
        try (Fault fault = faults.apply(round)) {
          asked = System.nanoTime();
          fault.revoke(token);
          revoked = System.nanoTime();
          fault.comeAfterwards();
          hunt.endAt(revoked, watched);
        }
        hunt.assertNoWrongRefusal(asked);
        assertThat(hunt.lastAskedAndAcceptedAfter(revoked)).isLessThanOrEqualTo(BOUND);
        figures.add(hunt.lastAcceptedAfter(revoked));
      }
      Replicas.awaitTrust(cutOff, BOUND);
      assertThat(requests.at(cutOff).statusOf(token)).isEqualTo(401);
    }
    figures.write(what, BOUND);
  }

  private static Fault killing() {
    Replicas.feedBackends(cutOff, revoking)
        .forEach(pid -> Sql.execute(revoking, "select pg_terminate_backend(" + pid + ")"));
    return () -> {};
  }

  private static Fault silence() {
    line.silence();
    return line::speak;
  }

  private static Fault silenceOfTheFeed() {
    Replicas.feedPorts(cutOff, revoking).forEach(line::silence);
    return line::speak;
  }

  /** It stops once the revocation has been answered. */
  private static Fault pauseAfterwards() {
    return new Fault() {
      @Override
      public void comeAfterwards() {
        line.server().pause();
      }

      @Override
      public void close() {
        line.server().resume();
      }
    };
  }

  /**
   * All of it stops before the revocation, but for the one session that revokes. A replica could
   * not be sure to do it: it may want another connection.
   */
  private static Fault pauseOfAllButOneSession() {
    Connection session = revoking.connectToDatabase();
    String itself = Sql.on(session, "select pg_backend_pid()");
    line.server().pauseAllBut(List.of(Long.valueOf(itself)));
    return new Fault() {
      @Override
      public void revoke(Made token) {
        String revocation =
            "update personal_access_tokens set revoked_at = now() where id = '%s' returning id";
        assertThat(Sql.on(session, revocation.formatted(token.id()))).isEqualTo(token.id());
      }

      @Override
      public void close() {
        line.server().resume();
        Sql.close(session);
      }
    };
  }

  /** Keeps a replica from hearing, from when it is made until it is closed. */
  @FunctionalInterface
  private interface Fault extends AutoCloseable {

    default void revoke(Made token) {
      requests.revoke(token);
    }

    /** What comes only after the revocation. */
    default void comeAfterwards() {}

    @Override
    void close();
  }
}
