package dev.tokenward.limit;

import java.time.Duration;

/**
 * What somebody who spends one unit is told.
 *
 * @param granted whether the unit was there
 * @param limit how many units there are when nothing is spent
 * @param remaining how many are left now
 * @param reset when granted: how long until all of them are there again; else: how long until one
 *     is
 */
public record Budget(boolean granted, int limit, int remaining, Duration reset) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * The same as {@link #reset}, as clients are told it: never too early.
   *
   * @return whole seconds, rounded up; at least 1
   */
  public long resetSeconds() {
    return Math.max(1, Math.floorDiv(reset.toNanos() + NANOS_PER_SECOND - 1, NANOS_PER_SECOND));
  }
}
