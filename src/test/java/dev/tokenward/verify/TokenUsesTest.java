package dev.tokenward.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.verify.TokenUses.Unwritten;
import dev.tokenward.verify.TokenVerifier.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of a token's uses, and when it is written. */
class TokenUsesTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Of a clock that nobody sets, which counts nanoseconds from anywhere. */
  private static final long SOME_TIME = Long.MAX_VALUE - 7;

  private final TokenUses uses = new TokenUses();

  @Test
  void theLatestUseAndTheNumberOfUsesAreKept() {
    uses.add(NOON, from("192.0.2.1", "curl"));
    uses.add(NOON.plusSeconds(2), from("192.0.2.2", "python"));
    uses.add(NOON.plusSeconds(1), from("192.0.2.3", "late"));

    Unwritten unwritten = take();

    assertThat(unwritten)
        .isEqualTo(new Unwritten(Map.of(TODAY, 3L), NOON.plusSeconds(2), "192.0.2.2", "python"));
  }

  @Test
  void whatWasWrittenIsNotWrittenAgain() {
    use(NOON);
    take();

    assertThat(uses.take(Duration.ZERO, SOME_TIME)).isEmpty();
  }

  @Test
  void itIsWrittenAtMostOnceAMinute() {
    use(NOON);
    take();
    use(NOON.plusSeconds(30));

    assertThat(uses.take(MINUTE, SOME_TIME + MINUTE.toNanos() - 1)).isEmpty();
    assertThat(uses.take(MINUTE, SOME_TIME + MINUTE.toNanos())).isPresent();
  }

  @Test
  void whoSetsTheClockBackDoesNotPutOffWhatIsToBeWritten() {
    use(NOON);
    take();
    use(NOON.minus(Duration.ofHours(6)));

    Unwritten unwritten = uses.take(MINUTE, SOME_TIME + MINUTE.toNanos()).orElseThrow();

    assertThat(unwritten.perDay()).isEqualTo(Map.of(TODAY, 1L));
    assertThat(unwritten.last()).isEqualTo(NOON);
  }

  @Test
  void eachDayIsCountedForItself() {
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    use(midnight.minusNanos(1));
    use(midnight);
    use(midnight.plusSeconds(1));

    assertThat(take().perDay()).isEqualTo(Map.of(TODAY, 1L, TODAY.plusDays(1), 2L));
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenWithTheNext() {
    use(NOON);
    Unwritten failed = take();
    use(NOON.plusSeconds(1));

    uses.giveBack(failed);

    assertThat(take().perDay()).isEqualTo(Map.of(TODAY, 2L));
  }

  @Test
  void whatIsNotUsedAnyMoreIsRetiredAndCountsNoMore() {
    use(NOON);
    assertThat(uses.retireIfIdle(Duration.ZERO, SOME_TIME)).isFalse();
    take();

    assertThat(uses.retireIfIdle(MINUTE, SOME_TIME + MINUTE.toNanos() - 1)).isFalse();
    assertThat(uses.retireIfIdle(MINUTE, SOME_TIME + MINUTE.toNanos())).isTrue();
    assertThat(uses.add(NOON.plusSeconds(2), from("192.0.2.1", ""))).isFalse();
  }

  private void use(Instant at) {
    assertThat(uses.add(at, from("192.0.2.1", "curl"))).isTrue();
  }

  private Unwritten take() {
    return uses.take(Duration.ZERO, SOME_TIME).orElseThrow();
  }

  private static Use from(String address, String agent) {
    return new Use(Dialect.API, address, List.of("https://tokens.example"), agent);
  }
}
