package dev.tokenward.user;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The wrong guesses of one account or one client address. Thread-safe. Who sets the clock of the
 * machine neither ends a lock-out nor makes it longer.
 */
final class AttemptCounter {

  private final int most;
  private final Duration lockout;
  private final LongSupplier clock;
  private int wrong;
  private int pending;

  /** Means nothing while no guess was wrong. */
  private long until;

  /**
   * A counter of no guesses.
   *
   * @param clock nanoseconds of any origin, never going backwards
   */
  AttemptCounter(int most, Duration lockout, LongSupplier clock) {
    this.most = most;
    this.lockout = lockout;
    this.clock = clock;
  }

  /** How long no guess is allowed, in whole seconds rounded up. */
  synchronized Optional<Duration> lockedFor() {
    long now = forgetIfOver();
    return wrong < most
        ? Optional.empty()
        : Optional.of(
            Duration.ofSeconds(Duration.ofNanos(until - now).plusNanos(999_999_999).toSeconds()));
  }

  /**
   * Takes one of the guesses that are left; waits while those being evaluated decide whether one
   * is.
   *
   * @return false when locked out
   */
  synchronized boolean begin() {
    forgetIfOver();
    while (wrong < most && wrong + pending >= most) {
      awaitDecision();
      forgetIfOver();
    }
    if (wrong >= most) {
      return false;
    }
    pending++;
    return true;
  }

  /** The guess was wrong. */
  synchronized void fail() {
    long now = forgetIfOver();
    if (wrong == 0 || wrong + 1 >= most) {
      until = now + lockout.toNanos();
    }
    wrong++;
    withdraw();
  }

  /** The guess was right: what was wrong before it is forgotten. */
  synchronized void forgive() {
    wrong = 0;
    withdraw();
  }

  /** The guess does not count. */
  synchronized void withdraw() {
    pending--;
    notifyAll();
  }

  private long forgetIfOver() {
    long now = clock.getAsLong();
    if (now - until >= 0) {
      wrong = 0;
    }
    return now;
  }

  /** The caller loops. */
  @SuppressWarnings("WaitNotInLoop")
  private void awaitDecision() {
    try {
      wait();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the service stops", stopping);
    }
  }
}
