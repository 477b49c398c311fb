package dev.tokenward.assertion;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * When which key signs and is published, which follows from the rows and the time alone, so that
 * all replicas come to the same. A new key is published for a while before it signs, so that every
 * replica and every backend has read it by then; and an old one until the last assertion that it
 * signed has ended, on the slowest clock.
 *
 * @param rotation for how long a key signs
 */
record KeyTimes(Duration rotation) {

  /** For how long an assertion counts. */
  static final Duration LIFE = Duration.ofSeconds(60);

  private static final Duration LONGEST_NOTICE = Duration.ofMinutes(10);
  private static final Duration LONGEST_BETWEEN_READS = Duration.ofSeconds(30);

  /** Between the clocks of replicas, and until they have read that they are superseded. */
  private static final Duration SLACK = Duration.ofMinutes(2);

  /** How long before it signs a key is published. */
  Duration notice() {
    return shorter(rotation.dividedBy(2), LONGEST_NOTICE);
  }

  /** How often each replica reads which keys there are; several times within the notice. */
  Duration betweenReads() {
    return shorter(notice().dividedBy(4), LONGEST_BETWEEN_READS);
  }

  /** How long a backend may remember the published keys. */
  Duration mayBeCached() {
    return notice().dividedBy(2);
  }

  /**
   * When the next key has to be made, after those that there are. One that signs only after longer
   * than a notice was made by a replica whose clock was ahead, and is waited for by nobody.
   */
  Optional<Instant> nextIsDue(List<Instant> signsFrom, Instant now) {
    Instant latest = now.plus(notice()).plus(SLACK);
    return signsFrom.stream()
        .filter(each -> !each.isAfter(latest))
        .max(Comparator.naturalOrder())
        .map(newest -> newest.plus(rotation).minus(notice()));
  }

  /**
   * From when on a key signs that is made now: the first one at once, others after their notice.
   */
  Instant signsFrom(boolean isFirst, Instant now) {
    return isFirst ? now : now.plus(notice());
  }

  /**
   * The key that signs: of those whose time has come the one whose came last. Where a replica whose
   * clock was ahead left none of these, the one whose comes first; it is published like the others.
   */
  <K> Optional<K> current(List<K> keys, Function<K, Instant> signsFrom, Instant now) {
    return keys.stream()
        .filter(key -> !signsFrom.apply(key).isAfter(now))
        .max(Comparator.comparing(signsFrom))
        .or(() -> keys.stream().min(Comparator.comparing(signsFrom)));
  }

  /** Whether no assertion can count any more that a key has signed. */
  <K> boolean hasEnded(K key, List<K> keys, Function<K, Instant> signsFrom, Instant now) {
    return keys.stream()
        .map(signsFrom)
        .filter(other -> other.isAfter(signsFrom.apply(key)))
        .min(Comparator.naturalOrder())
        .map(successor -> !now.isBefore(successor.plus(LIFE).plus(SLACK)))
        .orElse(false);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
