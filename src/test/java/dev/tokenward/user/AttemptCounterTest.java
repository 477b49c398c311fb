package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.clock.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The wrong guesses of one account or one address. */
class AttemptCounterTest {

  private final MovableClock clock = new MovableClock("2026-11-24T09:15:00Z");
  private final AttemptCounter counter =
      new AttemptCounter(3, Duration.ofSeconds(60), clock::nanos);

  @Test
  void asManyWrongGuessesAsAllowedLockOut() {
    guessWrongly(2);
    assertThat(counter.lockedFor()).isEmpty();

    guessWrongly(1);

    assertThat(counter.lockedFor()).contains(Duration.ofSeconds(60));
    assertThat(counter.begin()).isFalse();
  }

  @Test
  void aLockOutEndsWhenItsDurationIsOver() {
    guessWrongly(3);

    clock.advance(Duration.ofMillis(59_999));
    assertThat(counter.lockedFor()).contains(Duration.ofSeconds(1));
    assertThat(counter.begin()).isFalse();

    clock.advance(Duration.ofMillis(1));
    assertThat(counter.lockedFor()).isEmpty();
    assertThat(counter.begin()).isTrue();
  }

  @Test
  void theRestOfALockOutIsToldInWholeSecondsRoundedUp() {
    guessWrongly(3);

    clock.advance(Duration.ofMillis(500));

    assertThat(counter.lockedFor()).contains(Duration.ofSeconds(60));
    clock.advance(Duration.ofMillis(500));
    assertThat(counter.lockedFor()).contains(Duration.ofSeconds(59));
  }

  @Test
  void theLastWrongGuessBeginsTheLockOutAnew() {
    guessWrongly(2);
    clock.advance(Duration.ofSeconds(59));
    guessWrongly(1);

    assertThat(counter.lockedFor()).contains(Duration.ofSeconds(60));
  }

  @Test
  void wrongGuessesAreForgottenAfterTheDuration() {
    guessWrongly(2);
    clock.advance(Duration.ofSeconds(60));
    guessWrongly(2);

    assertThat(counter.lockedFor()).isEmpty();
  }

  @Test
  void aRightGuessForgivesTheWrongOnesBefore() {
    guessWrongly(2);
    assertThat(counter.begin()).isTrue();
    counter.forgive();
    guessWrongly(2);

    assertThat(counter.lockedFor()).isEmpty();
  }

  @Test
  void aGuessThatDoesNotCountLeavesEverythingAsItWas() {
    guessWrongly(2);
    assertThat(counter.begin()).isTrue();
    counter.withdraw();

    assertThat(counter.lockedFor()).isEmpty();
    guessWrongly(1);
    assertThat(counter.lockedFor()).isPresent();
  }

  private void guessWrongly(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(counter.begin()).isTrue();
      counter.fail();
    }
  }
}
