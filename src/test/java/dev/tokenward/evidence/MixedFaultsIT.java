package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenward.process.Alone;
import dev.tokenward.process.LoadBalancer;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.RelayLine;
import dev.tokenward.process.Service;
import dev.tokenward.process.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Faults of all kinds, one after another in an order that a seed decides, for as long as {@code
 * tokenward.minutes} says and at least each of them once, while clients ask through HAProxy. All
 * along nobody passes who must not, nothing is lost that was answered, and nothing is answered that
 * is not documented; in between everybody is answered; and at the end no replica holds more than a
 * bound.
 */
@Alone
class MixedFaultsIT {

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SLOWNESS = Duration.ofSeconds(2);
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("tokenward.minutes", 0));
  private static final long SEED = Long.getLong("tokenward.seed", 20_261_127L);

  /** Enough for each kind of client to have felt a fault. */
  private static final int SOME = 40;

  private static final int MANY = 150;

  /** Each waits for seconds before it is told to come again. */
  private static final int FEW = 5;

  /** The heap of one that has just started, and room for what is remembered. */
  private static final double MOST_HEAP = 160e6;

  private static final List<Service> replicas = new ArrayList<>();
  private static RelayLine line;
  private static OwnDatabase database;
  private static LoadBalancer balancer;
  private static Random random;
  private static Crowd crowd;

  @BeforeAll
  static void start() {
    line = RelayLine.laid();
    database = OwnDatabase.on(line.server());
    replicas.add(Replicas.first(database, BOUND).start());
    replicas.add(Replicas.another(replicas.get(0), database, BOUND).start());
    replicas.add(line.lead(Replicas.another(replicas.get(0), database, BOUND), database).start());
    balancer = LoadBalancer.before(replicas);
    random = new Random(SEED);
    String owner = Requests.to(replicas.get(0)).makeToken("Of the crowd").text();
    crowd = Crowd.at(balancer.uri(), BOUND, owner, random.nextLong());
  }

  @AfterAll
  static void stop() {
    crowd.close();
    balancer.close();
    replicas.forEach(Service::close);
    database.close();
    line.close();
  }

  /** What can go wrong, with a replica or for all, until it is put right. */
  private enum Fault {
    REPLICA_TERMINATED {
      @Override
      void begin(int replica) {
        replicas.get(replica).terminate();
      }

      @Override
      void end(int replica) {
        replicas.set(replica, replicas.get(replica).startAgain());
      }
    },
    REPLICA_KILLED {
      @Override
      void begin(int replica) {
        replicas.get(replica).kill();
        awaitMore(SOME);
      }

      @Override
      void end(int replica) {
        replicas.set(replica, replicas.get(replica).startAgain());
      }
    },
    REPLICA_STOPPED {
      @Override
      void begin(int replica) {
        replicas.get(replica).signal("STOP");
        awaitMore(MANY);
      }

      @Override
      void end(int replica) {
        replicas.get(replica).signal("CONT");
      }
    },
    DATABASE_RESTARTED {
      @Override
      void begin(int replica) {
        line.server().restart();
      }

      @Override
      void end(int replica) {
        line.server().start();
      }
    },
    DATABASE_KILLED {
      @Override
      void begin(int replica) {
        line.server().kill();
        awaitTrouble();
      }

      @Override
      void end(int replica) {
        line.server().start();
      }
    },
    DATABASE_STOPPED {
      @Override
      void begin(int replica) {
        line.server().pause();
        awaitTrouble();
      }

      @Override
      void end(int replica) {
        line.server().resume();
      }
    },
    DATABASE_SLOW {
      @Override
      void begin(int replica) {
        line.slowDown(SLOWNESS);
        awaitMore(MANY);
      }

      @Override
      void end(int replica) {
        line.speak();
      }
    },
    NETWORK_SILENT {
      @Override
      void begin(int replica) {
        line.silence();
        awaitMore(MANY);
      }

      @Override
      void end(int replica) {
        line.speak();
      }
    };

    /** Happens, and lasts until clients have felt it. */
    abstract void begin(int replica);

    /** Is put right. */
    abstract void end(int replica);
  }

  @Test
  void nobodyPassesWhoMustNotAndNothingIsLost() {
    assumeTrue(Jcmd.isThere(), "no jcmd beside the service's java: " + Jcmd.program());
    long end = System.nanoTime() + LENGTH.toNanos();
    do {
      List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
      Collections.shuffle(faults, random);
      faults.forEach(MixedFaultsIT::survive);
    } while (System.nanoTime() - end < 0);

    crowd.assertEverythingKept();
    assertThat(replicas).allSatisfy(replica -> assertThat(heap(replica)).isLessThan(MOST_HEAP));
  }

  private static void survive(Fault fault) {
    awaitMore(MANY);
    crowd.expectTrouble();
    long begun = System.nanoTime();
    int replica = random.nextInt(replicas.size());
    try {
      fault.begin(replica);
    } finally {
      fault.end(replica);
    }
    long ended = System.nanoTime();
    replicas.forEach(each -> Replicas.awaitTrust(each, BOUND));
    while (System.nanoTime() - ended < Replicas.RECOVERY.toNanos()) {
      awaitMore(FEW);
    }
    crowd.expectNone();
    awaitMore(MANY);
    Duration lasted = Duration.ofNanos(System.nanoTime() - begun);
    Figures.ofRecovery("mixed: " + fault.name().toLowerCase(Locale.ROOT), lasted);
    crowd.assertFlawless();
  }

  private static void awaitMore(int times) {
    awaitMore("a token 200", times);
  }

  private static void awaitTrouble() {
    awaitMore("a token 503", FEW);
  }

  private static void awaitMore(String what, int times) {
    int before = crowd.answered(what);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(crowd.answered(what))
                    .as("%s", crowd)
                    .isGreaterThanOrEqualTo(before + times));
  }

  /** Bytes in use after a collection. */
  private static double heap(Service replica) {
    Tools.run(Jcmd.program().toString(), Long.toString(replica.pid()), "GC.run");
    String used = "jvm_memory_used_bytes{area=\"heap\",";
    return Replicas.sum(replica, used);
  }
}
