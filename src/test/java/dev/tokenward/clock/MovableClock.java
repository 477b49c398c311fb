package dev.tokenward.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until a test moves it. May be read from any thread. */
public final class MovableClock extends Clock {

  private volatile Instant now;

  /**
   * A clock that begins at a moment.
   *
   * @param start in ISO 8601
   */
  public MovableClock(String start) {
    this.now = Instant.parse(start);
  }

  /**
   * Moves it.
   *
   * @param duration how far
   */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  /**
   * The same as a clock that nobody sets.
   *
   * @return nanoseconds of any origin
   */
  public long nanos() {
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
