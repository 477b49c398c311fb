package dev.tokenward.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The budgets of this process, in memory. What is not used for two minutes is full again and
 * forgotten; a flood of new keys pushes out other rarely used ones, never the memory's end.
 */
final class LocalLimiter {

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

  private final Cache<String, AtomicLong> arrivals;
  private final LongSupplier clock;

  /**
   * A limiter with full budgets.
   *
   * @param mostKeys how many keys are remembered
   * @param clock nanoseconds of any origin, never going backwards
   */
  LocalLimiter(long mostKeys, LongSupplier clock) {
    this.clock = clock;
    this.arrivals =
        Caffeine.newBuilder().maximumSize(mostKeys).expireAfterAccess(FORGOTTEN_AFTER).build();
  }

  /** Spends one unit of a key's budget if there is one. */
  Budget spend(String key, Gcra gcra) {
    long now = clock.getAsLong();
    AtomicLong arrival = arrivals.get(key, unused -> new AtomicLong(now));
    while (true) {
      long tat = arrival.get();
      long next = gcra.next(tat, now);
      if (!gcra.allows(next, now)) {
        return gcra.refused(next, now);
      }
      if (arrival.compareAndSet(tat, next)) {
        return gcra.granted(next, now);
      }
    }
  }

  /** How many keys are remembered, once what is too many has been pushed out. */
  long size() {
    arrivals.cleanUp();
    return arrivals.estimatedSize();
  }
}
