package dev.tokenward.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The wrong guesses of one account or one client address. Thread-safe. */
final class AttemptCounter {

  private final int most;
  private final Duration lockout;
  private final Clock clock;
  private int wrong;
  private int pending;
  private Instant until = Instant.MIN;

  AttemptCounter(int most, Duration lockout, Clock clock) {
    this.most = most;
    this.lockout = lockout;
    this.clock = clock;
  }

  /** How long no guess is allowed, in whole seconds rounded up. */
  synchronized Optional<Duration> lockedFor() {
    Instant now = forgetIfOver();
    return wrong < most
        ? Optional.empty()
        : Optional.of(
            Duration.ofSeconds(Duration.between(now, until).plusNanos(999_999_999).toSeconds()));
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
    Instant now = forgetIfOver();
    if (wrong == 0 || wrong + 1 >= most) {
      until = now.plus(lockout);
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

  private Instant forgetIfOver() {
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
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
