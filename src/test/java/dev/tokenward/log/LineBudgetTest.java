package dev.tokenward.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.clock.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A flood of lines that say the same is cut off and counted. */
class LineBudgetTest {

  private final MovableClock clock = new MovableClock("2026-11-24T09:00:00Z");
  private final List<Long> leftOut = new ArrayList<>();
  private final LineBudget budget = new LineBudget(clock, 2, leftOut::add);

  @Test
  void asManyLinesAsAllowedPassInASecond() {
    assertThat(take(4)).containsExactly(true, true, false, false);
  }

  @Test
  void theNextSecondHasABudgetOfItsOwn() {
    take(4);

    clock.advance(Duration.ofSeconds(1));

    assertThat(take(3)).containsExactly(true, true, false);
  }

  @Test
  void whatWasLeftOutIsToldOnceByWhoComesLater() {
    take(5);

    clock.advance(Duration.ofMinutes(1));
    take(2);

    assertThat(leftOut).containsExactly(3L);
  }

  @Test
  void nothingIsToldWhenNothingWasLeftOut() {
    take(2);

    clock.advance(Duration.ofSeconds(1));
    take(1);

    assertThat(leftOut).isEmpty();
  }

  @Test
  void aBudgetMayBeForALongerTime() {
    LineBudget ofAMinute = new LineBudget(clock, Duration.ofMinutes(1), 2, leftOut::add);
    take(ofAMinute, 5);

    clock.advance(Duration.ofSeconds(59));
    assertThat(take(ofAMinute, 1)).containsExactly(false);

    clock.advance(Duration.ofSeconds(1));
    assertThat(take(ofAMinute, 3)).containsExactly(true, true, false);
    assertThat(leftOut).containsExactly(4L);
  }

  private List<Boolean> take(int lines) {
    return take(budget, lines);
  }

  private static List<Boolean> take(LineBudget budget, int lines) {
    return Stream.generate(budget::take).limit(lines).toList();
  }
}
