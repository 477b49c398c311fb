package dev.tokenward.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When which key signs, and for how long it is published. */
class KeyTimesTest {

  private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration ROTATION = Duration.ofDays(30);
  private static final Duration NOTICE = Duration.ofMinutes(10);
  private static final Instant SECOND = FIRST.plus(ROTATION);
  private static final List<Instant> BOTH = List.of(FIRST, SECOND);

  private final KeyTimes times = new KeyTimes(ROTATION);

  @Test
  void theFirstKeySignsAtOnceAndOthersOnceEverybodyCanKnowThem() {
    assertThat(times.nextIsDue(List.of(), FIRST)).isEmpty();
    assertThat(times.signsFrom(true, FIRST)).isEqualTo(FIRST);
    assertThat(times.signsFrom(false, FIRST)).isEqualTo(FIRST.plus(NOTICE));
  }

  @Test
  void theNextKeyIsMadeSoEarlyThatItCanTakeOverInTime() {
    Instant due = times.nextIsDue(List.of(FIRST), FIRST).orElseThrow();

    assertThat(times.signsFrom(false, due)).isEqualTo(SECOND);
    assertThat(times.nextIsDue(BOTH, SECOND)).hasValue(SECOND.plus(ROTATION).minus(NOTICE));
  }

  @Test
  void theKeySignsWhoseTimeCameLast() {
    assertThat(current(FIRST)).isEqualTo(FIRST);
    assertThat(current(SECOND.minusMillis(1))).isEqualTo(FIRST);
    assertThat(current(SECOND)).isEqualTo(SECOND);
    assertThat(times.current(List.<Instant>of(), Function.identity(), FIRST)).isEmpty();
  }

  @Test
  void anOldKeyIsPublishedUntilAllThatItSignedHasEnded() {
    Instant lastSignatureEnds = SECOND.plus(KeyTimes.LIFE);

    assertThat(hasEnded(FIRST, lastSignatureEnds)).isFalse();
    assertThat(hasEnded(FIRST, lastSignatureEnds.plus(Duration.ofMinutes(2)))).isTrue();
    assertThat(hasEnded(SECOND, SECOND.plus(ROTATION.multipliedBy(9)))).isFalse();
  }

  @Test
  void aBackendThatRemembersTheKeysAsLongAsItMayKnowsEveryKeyBeforeItSigns() {
    for (Duration rotation : List.of(Duration.ofSeconds(10), Duration.ofHours(1), ROTATION)) {
      KeyTimes any = new KeyTimes(rotation);
      assertThat(any.mayBeCached().plus(any.betweenReads())).isLessThan(any.notice());
      assertThat(any.notice()).isLessThan(rotation);
    }
  }

  @Test
  void aKeyOfAReplicaWhoseClockWasAheadSignsWhereThereIsNoOther() {
    assertThat(current(FIRST.minus(ROTATION))).isEqualTo(FIRST);
  }

  @Test
  void aKeyOfAReplicaWhoseClockWasAheadPutsOffNoOther() {
    Instant ahead = FIRST.plus(ROTATION.multipliedBy(12));

    assertThat(times.nextIsDue(List.of(FIRST, ahead), FIRST)).hasValue(SECOND.minus(NOTICE));
    assertThat(times.nextIsDue(List.of(ahead), FIRST)).isEmpty();
  }

  private Instant current(Instant now) {
    return times.current(BOTH, Function.identity(), now).orElseThrow();
  }

  private boolean hasEnded(Instant key, Instant now) {
    return times.hasEnded(key, BOTH, Function.identity(), now);
  }
}
