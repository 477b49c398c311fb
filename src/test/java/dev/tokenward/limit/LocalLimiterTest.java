package dev.tokenward.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a budget lets pass, and what it tells those it does not. */
class LocalLimiterTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong(-17 * SECOND);
  private final LocalLimiter limiter = new LocalLimiter(1_000, now::get);

  @Test
  void theFirstOfFiveLeavesFour() {
    Budget budget = limiter.spend("ada", new Gcra(5));

    assertThat(budget.granted()).isTrue();
    assertThat(budget.limit()).isEqualTo(5);
    assertThat(budget.remaining()).isEqualTo(4);
  }

  @Test
  void theFullBudgetPassesAtOnceAndNotOneMore() {
    List<Boolean> granted = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      granted.add(limiter.spend("ada", new Gcra(5)).granted());
    }

    assertThat(granted).containsExactly(true, true, true, true, true, false, false);
  }

  @Test
  void oneUnitIsBackAfterASixtiethOfAMinuteOfSixty() {
    Gcra sixty = new Gcra(60);
    exhaust("ada", sixty);

    now.addAndGet(SECOND - 1);
    assertThat(limiter.spend("ada", sixty).granted()).isFalse();

    now.addAndGet(1);
    assertThat(limiter.spend("ada", sixty).granted()).isTrue();
    assertThat(limiter.spend("ada", sixty).granted()).isFalse();
  }

  @Test
  void budgetsOfDifferentKeysDoNotTouchEachOther() {
    exhaust("ada", new Gcra(5));

    assertThat(limiter.spend("grace", new Gcra(5)).remaining()).isEqualTo(4);
  }

  @Test
  void aRefusalCostsNothing() {
    Gcra sixty = new Gcra(60);
    exhaust("ada", sixty);
    for (int i = 0; i < 100; i++) {
      limiter.spend("ada", sixty);
    }

    now.addAndGet(SECOND);

    assertThat(limiter.spend("ada", sixty).granted()).isTrue();
  }

  @RepeatedTest(20)
  void whoWaitsAsToldIsNeverRefusedTwice() {
    Random random = new Random();
    Gcra gcra = new Gcra(1 + random.nextInt(200));
    for (int i = 0; i < 500; i++) {
      Budget budget = limiter.spend("ada", gcra);
      if (!budget.granted()) {
        now.addAndGet(budget.resetSeconds() * SECOND);
        assertThat(limiter.spend("ada", gcra).granted()).isTrue();
      }
      now.addAndGet(random.nextLong(SECOND / 10));
    }
  }

  @RepeatedTest(20)
  void inNoStretchOfTimePassesMoreThanTheBudgetAndWhatRefillsMeanwhile() {
    Random random = new Random();
    int limit = 1 + random.nextInt(100);
    Gcra gcra = new Gcra(limit);
    List<Long> passed = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      if (limiter.spend("ada", gcra).granted()) {
        passed.add(now.get());
      }
      now.addAndGet(random.nextLong(2 * SECOND / limit + 1));
    }

    for (int from = 0; from < passed.size(); from++) {
      for (int to = from; to < passed.size(); to++) {
        long stretch = passed.get(to) - passed.get(from);
        assertThat((long) to - from + 1).isLessThanOrEqualTo(limit + stretch / gcra.interval());
      }
    }
  }

  @RepeatedTest(20)
  void manyAtOnceGetExactlyTheBudgetBetweenThem() throws Exception {
    int threads = 8;
    AtomicInteger granted = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      done.add(executor.submit(() -> spendMany(start, granted)));
    }
    for (Future<?> each : done) {
      each.get();
    }
    executor.shutdown();

    assertThat(granted.get()).isEqualTo(120);
  }

  @Test
  void aFloodOfKeysIsNotRemembered() {
    LocalLimiter small = new LocalLimiter(100, now::get);
    Gcra five = new Gcra(5);
    for (int i = 0; i < 100_000; i++) {
      small.spend("address:" + i, five);
    }

    assertThat(small.size()).isLessThanOrEqualTo(100);
  }

  private Void spendMany(CyclicBarrier start, AtomicInteger granted) throws Exception {
    start.await();
    for (int i = 0; i < 100; i++) {
      if (limiter.spend("ada", new Gcra(120)).granted()) {
        granted.incrementAndGet();
      }
    }
    return null;
  }

  private void exhaust(String key, Gcra gcra) {
    for (int i = 0; i < gcra.limit(); i++) {
      assertThat(limiter.spend(key, gcra).granted()).isTrue();
    }
  }
}
