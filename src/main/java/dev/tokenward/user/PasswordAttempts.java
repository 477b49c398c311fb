package dev.tokenward.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.address.IpAddress;
import dev.tokenward.config.LoginSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong passwords, per account and per client address, or its /64 of IPv6, so that neither
 * one account nor many can be guessed at from one place. A name that does not exist is counted like
 * one that does.
 *
 * <p>Never more than {@code LOGIN_MAX_ATTEMPTS} wrong guesses are evaluated before a lock-out,
 * whatever runs at the same time: a guess that could be one too many waits for those being
 * evaluated. Wrong guesses are forgotten one lock-out duration after the first of them. The counts
 * are this process's own and bounded in number.
 *
 * <p>A counter is made only for a guess that is evaluated, which takes a bcrypt, so that nobody can
 * push out the counters of others by naming many accounts.
 *
 * <p>Caffeine finds the classes for a cache with a size and an expiry by their names, so a native
 * executable has to be told to keep them.
 */
@Singleton
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.SSMSA",
      "com.github.benmanes.caffeine.cache.PSAMS"
    })
class PasswordAttempts {

  private static final int MOST_COUNTERS = 100_000;

  private final int most;
  private final Duration lockout;
  private final LongSupplier clock;
  private final Cache<String, AttemptCounter> accounts;
  private final Cache<String, AttemptCounter> addresses;

  @Inject
  PasswordAttempts(LoginSettings settings) {
    this(settings, System::nanoTime);
  }

  PasswordAttempts(LoginSettings settings, LongSupplier clock) {
    this.most = settings.maxAttempts();
    this.lockout = Duration.ofSeconds(settings.lockoutDuration());
    this.clock = clock;
    this.accounts = counters();
    this.addresses = counters();
  }

  /** Whether it is known already, without waiting, that no guess is allowed; callable anywhere. */
  Optional<Duration> lockedOut(String username, String clientAddress) {
    return longer(
        lockedFor(accounts.getIfPresent(Username.fold(username))),
        lockedFor(addresses.getIfPresent(IpAddress.counted(clientAddress))));
  }

  /**
   * Evaluates one guess if it is allowed. Blocks: only on a thread for passwords.
   *
   * @return how the guess ended
   */
  Attempt attempt(String username, String clientAddress, BooleanSupplier isRight) {
    AttemptCounter address = addresses.get(IpAddress.counted(clientAddress), this::counter);
    if (!address.begin()) {
      return lockedOutBy(address);
    }
    AttemptCounter account = accounts.get(Username.fold(username), this::counter);
    if (!account.begin()) {
      address.withdraw();
      return lockedOutBy(account);
    }
    return evaluate(account, address, isRight);
  }

  private static Attempt evaluate(
      AttemptCounter account, AttemptCounter address, BooleanSupplier isRight) {
    boolean right = false;
    try {
      right = isRight.getAsBoolean();
    } finally {
      if (right) {
        account.forgive();
        address.withdraw();
      } else {
        account.fail();
        address.fail();
      }
    }
    return right ? new Attempt.Right() : new Attempt.Wrong();
  }

  private static Attempt lockedOutBy(AttemptCounter counter) {
    return new Attempt.LockedOut(counter.lockedFor().orElse(Duration.ofSeconds(1)));
  }

  private static Optional<Duration> lockedFor(@Nullable AttemptCounter counter) {
    return counter == null ? Optional.empty() : counter.lockedFor();
  }

  private Cache<String, AttemptCounter> counters() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_COUNTERS)
        .expireAfterAccess(lockout.multipliedBy(2))
        .build();
  }

  private AttemptCounter counter(String unused) {
    return new AttemptCounter(most, lockout, clock);
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    return one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) > 0)
        ? one
        : other;
  }

  /** How one guess ended. */
  sealed interface Attempt {

    /** The password is right. */
    record Right() implements Attempt {}

    /** The password is wrong, or there is no such user. */
    record Wrong() implements Attempt {}

    /** The guess was not evaluated. */
    record LockedOut(Duration retryAfter) implements Attempt {}
  }
}
