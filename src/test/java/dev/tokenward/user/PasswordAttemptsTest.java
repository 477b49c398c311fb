package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.clock.MovableClock;
import dev.tokenward.config.LoginSettings;
import dev.tokenward.user.PasswordAttempts.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a password may be guessed: per account and per address, also by many at once. */
class PasswordAttemptsTest {

  private static final int MOST = 5;
  private static final Attempt LOCKED_OUT = new Attempt.LockedOut(Duration.ofSeconds(60));

  private final MovableClock clock = new MovableClock("2026-11-24T09:15:00Z");
  private final PasswordAttempts attempts = new PasswordAttempts(settings(), clock::nanos);

  @Test
  void anAccountIsLockedOutWhereverTheGuessesComeFrom() {
    for (int i = 0; i < MOST; i++) {
      assertThat(guess("ada", "192.0.2." + i, false)).isEqualTo(new Attempt.Wrong());
    }

    assertThat(guess("ada", "192.0.2.99", true)).isEqualTo(LOCKED_OUT);
    assertThat(attempts.lockedOut("ada", "192.0.2.99")).contains(Duration.ofSeconds(60));
    assertThat(guess("grace", "192.0.2.99", true)).isEqualTo(new Attempt.Right());
  }

  @Test
  void anAddressIsLockedOutWhateverAccountsItTries() {
    for (int i = 0; i < MOST; i++) {
      assertThat(guess("user" + i, "192.0.2.1", false)).isEqualTo(new Attempt.Wrong());
    }

    assertThat(guess("ada", "192.0.2.1", true)).isEqualTo(LOCKED_OUT);
    assertThat(guess("ada", "192.0.2.2", true)).isEqualTo(new Attempt.Right());
  }

  @Test
  void allAddressesOfANetworkOfIpv6AreLockedOutTogether() {
    for (int i = 0; i < MOST; i++) {
      assertThat(guess("user" + i, "2001:db8:0:1::" + i, false)).isEqualTo(new Attempt.Wrong());
    }

    assertThat(guess("ada", "2001:db8:0:1:ffff::1", true)).isEqualTo(LOCKED_OUT);
    assertThat(attempts.lockedOut("ada", "2001:db8:0:1:ffff::2")).contains(Duration.ofSeconds(60));
    assertThat(guess("ada", "2001:db8:0:2::1", true)).isEqualTo(new Attempt.Right());
  }

  @Test
  void namingManyOtherAccountsDoesNotEndALockOut() {
    for (int i = 0; i < MOST; i++) {
      guess("ada", "192.0.2.1", false);
    }

    for (int i = 0; i < 300_000; i++) {
      attempts.lockedOut("other" + i, "192.0.2.1");
    }

    assertThat(guess("ada", "192.0.2.2", true)).isEqualTo(LOCKED_OUT);
    assertThat(guess("grace", "192.0.2.1", true)).isEqualTo(LOCKED_OUT);
  }

  @Test
  void spellingsOfOneNameAreOneAccount() {
    for (int i = 0; i < MOST; i++) {
      guess(i % 2 == 0 ? "ADA" : "ada", "192.0.2." + i, false);
    }

    assertThat(guess("Ada", "192.0.2.99", true)).isEqualTo(LOCKED_OUT);
  }

  @Test
  void aRightPasswordForgivesTheAccountButNotTheAddress() {
    for (int i = 0; i < MOST - 1; i++) {
      guess("ada", "192.0.2.1", false);
    }
    guess("ada", "192.0.2.1", true);

    assertThat(guess("ada", "192.0.2.1", false)).isEqualTo(new Attempt.Wrong());
    assertThat(guess("grace", "192.0.2.1", true)).isEqualTo(LOCKED_OUT);
    assertThat(guess("ada", "192.0.2.2", true)).isEqualTo(new Attempt.Right());
  }

  @Test
  void aGuessThatBreaksCountsAsWrong() {
    for (int i = 0; i < MOST; i++) {
      assertThatThrownBy(() -> attempts.attempt("ada", "192.0.2.1", PasswordAttemptsTest::breaks))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(guess("ada", "192.0.2.1", true)).isEqualTo(LOCKED_OUT);
  }

  @Test
  void afterTheLockOutAllIsAsBefore() {
    for (int i = 0; i < MOST; i++) {
      guess("ada", "192.0.2.1", false);
    }
    clock.advance(Duration.ofSeconds(60));

    assertThat(attempts.lockedOut("ada", "192.0.2.1")).isEmpty();
    assertThat(guess("ada", "192.0.2.1", true)).isEqualTo(new Attempt.Right());
  }

  @Test
  @Timeout(30)
  void ofManyWrongGuessesAtOnceNoMoreThanAllowedAreEvaluated() throws Exception {
    AtomicInteger evaluated = new AtomicInteger();

    List<Attempt> outcomes =
        atOnce(
            64,
            guess ->
                attempts.attempt(
                    "ada",
                    "192.0.2." + guess,
                    () -> {
                      evaluated.incrementAndGet();
                      return false;
                    }));

    assertThat(evaluated).hasValue(MOST);
    assertThat(outcomes).filteredOn(new Attempt.Wrong()::equals).hasSize(MOST);
    assertThat(outcomes).filteredOn(LOCKED_OUT::equals).hasSize(64 - MOST);
  }

  @Test
  @Timeout(30)
  void manyRightPasswordsAtOnceAllPass() throws Exception {
    List<Attempt> outcomes = atOnce(64, guess -> guess("ada", "192.0.2.1", true));

    assertThat(outcomes).containsOnly(new Attempt.Right());
  }

  private Attempt guess(String username, String address, boolean right) {
    return attempts.attempt(username, address, () -> right);
  }

  private static boolean breaks() {
    throw new IllegalStateException("broken");
  }

  private static List<Attempt> atOnce(int guesses, IntFunction<Attempt> guess) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Attempt>> tasks =
          IntStream.range(0, guesses)
              .<Callable<Attempt>>mapToObj(i -> () -> guess.apply(i))
              .toList();
      List<Attempt> outcomes = new ArrayList<>();
      for (Future<Attempt> future : threads.invokeAll(tasks)) {
        outcomes.add(future.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static LoginSettings settings() {
    return new LoginSettings() {
      @Override
      public int maxAttempts() {
        return MOST;
      }

      @Override
      public int lockoutDuration() {
        return 60;
      }
    };
  }
}
