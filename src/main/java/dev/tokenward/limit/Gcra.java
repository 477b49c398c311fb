package dev.tokenward.limit;

import java.time.Duration;

/**
 * The generic cell rate algorithm: a budget of {@code limit} units that refills evenly, one unit
 * every {@code 60 s / limit}. All there is to remember is one moment, the theoretical arrival time
 * (TAT): when the budget will be full again. So within any stretch of time no more passes than the
 * full budget and what refills meanwhile.
 *
 * @param limit units per minute, and at once
 */
record Gcra(int limit) {

  private static final long NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

  /**
   * How long one unit takes to refill, in nanoseconds; rounded up, so never more than the limit.
   */
  long interval() {
    return (NANOS_PER_MINUTE + limit - 1) / limit;
  }

  /** The TAT after one more unit, whether or not that is allowed. */
  long next(long tat, long now) {
    return Math.max(0, tat - now) + now + interval();
  }

  /** Whether a TAT is one that the budget allows. */
  boolean allows(long next, long now) {
    return next - now <= interval() * limit;
  }

  /** What to tell after a unit was spent, or refused, with this TAT as the outcome. */
  Budget granted(long next, long now) {
    long full = next - now;
    int remaining = (int) ((interval() * limit - full) / interval());
    return new Budget(true, limit, remaining, Duration.ofNanos(full));
  }

  /** What to tell when the unit that would lead to this TAT is refused. */
  Budget refused(long next, long now) {
    return new Budget(false, limit, 0, Duration.ofNanos(next - now - interval() * limit));
  }
}
