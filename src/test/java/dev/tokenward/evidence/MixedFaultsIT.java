package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenward.process.Alone;
import dev.tokenward.process.LoadBalancer;
import dev.tokenward.process.OwnClock;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.RedisServer;
import dev.tokenward.process.RelayLine;
import dev.tokenward.process.Service;
import dev.tokenward.process.SmallDisk;
import dev.tokenward.process.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Faults of all kinds, one after another in an order that a seed decides, for as long as {@code
 * tokenward.minutes} says and at least each of them once, while clients ask through HAProxy. All
 * along nobody passes who must not, nothing is lost that was answered, and nothing is answered that
 * is not documented; in between everybody is answered, also while Redis is away or a clock is
 * wrong; and at the end no replica holds more than a bound, or much more than at the beginning.
 *
 * <p>Where no disk may be mounted, PostgreSQL's does not get full; and where a process can't have a
 * clock of its own, none is set.
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

  /** What a replica may hold at the end more than when it had answered for the first time. */
  private static final double MOST_GROWTH = 48e6;

  /** A heap that is full, which a JVM may let it become before it collects, and as much again. */
  private static final double MOST_RESIDENT = 2 * 256 * 1024 * 1024;

  /** Budgets are counted for each request, and nobody's is used up. */
  private static final int PER_MINUTE = 1_000_000;

  /** Within the life of all tokens, and more than anything that is remembered may last. */
  private static final Duration CLOCK_OFF = Duration.ofHours(6);

  private static final List<Service> replicas = new ArrayList<>();
  private static Optional<SmallDisk> disk;
  private static RelayLine line;
  private static RedisServer redis;
  private static Optional<OwnClock> clock;
  private static OwnDatabase database;
  private static LoadBalancer balancer;
  private static Random random;
  private static Crowd crowd;

  @BeforeAll
  static void start() {
    disk = SmallDisk.ifPermitted();
    clock = OwnClock.ifPossible();
    redis = RedisServer.started();
    line =
        RelayLine.laidTo(
            disk.map(PostgresServer::startedWithLogOn).orElseGet(PostgresServer::started));
    database = OwnDatabase.on(line.server());
    replicas.add(sharing(Replicas.first(database, BOUND)).start());
    replicas.add(sharing(another()).env(clock.map(OwnClock::environment).orElse(Map.of())).start());
    replicas.add(line.lead(sharing(another()), database).start());
    balancer = LoadBalancer.before(replicas);
    random = new Random(SEED);
    String owner = Requests.to(replicas.get(0)).makeToken("Of the crowd").text();
    crowd = Crowd.at(balancer.uri(), BOUND, owner, random.nextLong());
  }

  private static Service.Builder another() {
    return Replicas.another(replicas.get(0), database, BOUND);
  }

  private static Service.Builder sharing(Service.Builder replica) {
    return replica
        .env("API_THROTTLE_PER_MINUTE", Integer.toString(PER_MINUTE))
        .env("QUARKUS_REDIS_HOSTS", redis.url());
  }

  @AfterAll
  static void stop() {
    crowd.close();
    balancer.close();
    replicas.forEach(Service::close);
    redis.close();
    clock.ifPresent(OwnClock::close);
    database.close();
    line.close();
    disk.ifPresent(SmallDisk::close);
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
    },
    DISK_FULL {
      @Override
      boolean isPossible() {
        return disk.isPresent();
      }

      @Override
      void begin(int replica) {
        int enough = crowd.answered("a token 503") + FEW;
        LogOfChanges.overflow(
            disk.orElseThrow(), database, () -> crowd.answered("a token 503") >= enough);
      }

      @Override
      void end(int replica) {
        disk.orElseThrow().makeRoom();
        line.server().startUntilItAnswers();
      }
    },
    REDIS_KILLED {
      @Override
      boolean isTrouble() {
        return false;
      }

      @Override
      void begin(int replica) {
        redis.stop();
        awaitSharing(false);
        awaitMore(MANY);
      }

      @Override
      void end(int replica) {
        redis.start();
        awaitSharing(true);
      }
    },
    REDIS_STOPPED {
      @Override
      boolean isTrouble() {
        return false;
      }

      @Override
      void begin(int replica) {
        redis.pause();
        awaitSharing(false);
        awaitMore(MANY);
      }

      @Override
      void end(int replica) {
        redis.resume();
        awaitSharing(true);
      }
    },
    CLOCK_SET {
      @Override
      boolean isPossible() {
        return clock.isPresent();
      }

      @Override
      boolean isTrouble() {
        return false;
      }

      @Override
      void begin(int replica) {
        clock.orElseThrow().setAhead(CLOCK_OFF);
        awaitMore(MANY);
        clock.orElseThrow().setAhead(CLOCK_OFF.negated());
        awaitMore(MANY);
      }

      @Override
      void end(int replica) {
        clock.orElseThrow().setAhead(Duration.ZERO);
      }
    };

    /** Whether this machine permits it. */
    boolean isPossible() {
      return true;
    }

    /** Whether somebody may not be answered because of it. */
    boolean isTrouble() {
      return true;
    }

    /** Happens, and lasts until clients have felt it. */
    abstract void begin(int replica);

    /** Is put right. */
    abstract void end(int replica);
  }

  @Test
  void nobodyPassesWhoMustNotAndNothingIsLost() {
    assumeTrue(Jcmd.isThere(), "no jcmd beside the service's java: " + Jcmd.program());
    awaitMore(MANY);
    List<Double> before = heaps();
    List<Double> residentBefore = residents();
    long end = System.nanoTime() + LENGTH.toNanos();
    do {
      List<Fault> faults =
          new ArrayList<>(Stream.of(Fault.values()).filter(Fault::isPossible).toList());
      Collections.shuffle(faults, random);
      faults.forEach(MixedFaultsIT::survive);
    } while (System.nanoTime() - end < 0);

    crowd.assertEverythingKept();
    List<Double> after = heaps();
    List<Double> residentAfter = residents();
    Figures.ofMemory("heap after a collection", before, after);
    Figures.ofMemory("resident memory", residentBefore, residentAfter);
    List.of(Crowd.OF_SERVICE, Crowd.OF_BALANCER)
        .forEach(who -> Figures.ofCount(who, crowd.answered(who)));
    double most = Math.min(MOST_HEAP, Collections.max(before) + MOST_GROWTH);
    assertThat(after).allSatisfy(heap -> assertThat(heap).isLessThan(most));
    assertThat(residentAfter).allSatisfy(all -> assertThat(all).isLessThan(MOST_RESIDENT));
  }

  private static void survive(Fault fault) {
    awaitMore(MANY);
    if (fault.isTrouble()) {
      crowd.expectTrouble();
    }
    long begun = System.nanoTime();
    int replica = random.nextInt(replicas.size());
    try {
      fault.begin(replica);
    } finally {
      fault.end(replica);
    }
    if (fault.isTrouble()) {
      awaitRecovery();
      crowd.expectNone();
    }
    awaitMore(MANY);
    Duration lasted = Duration.ofNanos(System.nanoTime() - begun);
    Figures.ofRecovery("mixed: " + fault.name().toLowerCase(Locale.ROOT), lasted);
    crowd.assertFlawless();
  }

  private static void awaitRecovery() {
    long ended = System.nanoTime();
    replicas.forEach(each -> Replicas.awaitTrust(each, BOUND));
    while (System.nanoTime() - ended < Replicas.RECOVERY.toNanos()) {
      awaitMore(FEW);
    }
  }

  private static void awaitMore(int times) {
    crowd.awaitMore("a token 200", times);
  }

  private static void awaitTrouble() {
    crowd.awaitMore("a token 503", FEW);
  }

  /** Until every replica has found out whether Redis answers. */
  private static void awaitSharing(boolean shared) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                replicas.stream()
                    .allMatch(
                        each ->
                            Replicas.metric(each, "tokenward_limits_shared_away")
                                == (shared ? 0 : 1)));
  }

  /** What each replica holds, once nobody needs the rest. */
  private static List<Double> heaps() {
    return replicas.stream().map(MixedFaultsIT::heap).toList();
  }

  /** Bytes in use after a collection. */
  private static double heap(Service replica) {
    Tools.run(Jcmd.program().toString(), Long.toString(replica.pid()), "GC.run");
    String used = "jvm_memory_used_bytes{area=\"heap\",";
    return Replicas.sum(replica, used);
  }

  private static List<Double> residents() {
    return replicas.stream().map(replica -> 1024.0 * replica.kilobytes("VmRSS")).toList();
  }
}
