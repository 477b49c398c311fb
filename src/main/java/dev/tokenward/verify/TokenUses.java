package dev.tokenward.verify;

import dev.tokenward.verify.TokenVerifier.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The uses of one token that were not written down yet. Thread-safe. There is one for every token
 * in use, so it holds numbers where it can, and days only where there are some.
 */
final class TokenUses {

  private static final long SECONDS_PER_DAY = 86_400;

  private static final long NEVER = Long.MIN_VALUE;

  private @Nullable Map<Long, Long> earlierDays;
  private boolean written;
  private long writtenAt;
  private long lastSecond = NEVER;
  private int lastNano;
  private String address = "";
  private String agent = "";
  private long day;
  private long count;
  private boolean retired;

  /**
   * What is to be written.
   *
   * @param perDay how often the token was used on which day, in UTC
   * @param last when, from where and with what it was used last
   */
  record Unwritten(Map<LocalDate, Long> perDay, Instant last, String address, String agent) {}

  /** Notes a use; false when this is retired and another object counts for the token. */
  synchronized boolean add(Instant at, Use use) {
    if (retired) {
      return false;
    }
    long today = Math.floorDiv(at.getEpochSecond(), SECONDS_PER_DAY);
    if (today != day) {
      endDay();
      day = today;
    }
    count++;
    if (isLater(at)) {
      lastUsed(at, use.clientAddress(), use.userAgent());
    }
    return true;
  }

  /**
   * Retires this if nothing was used or written for so long.
   *
   * @param now nanoseconds of any origin, never going backwards: a clock that is set back must not
   *     put off what is to be written
   */
  synchronized boolean retireIfIdle(Duration age, long now) {
    retired |= count == 0 && earlierDays == null && wasNotWrittenFor(age, now);
    return retired;
  }

  /** Takes what is to be written, if nothing was written for so long. */
  synchronized Optional<Unwritten> take(Duration age, long now) {
    endDay();
    @Nullable Map<Long, Long> days = earlierDays;
    if (days == null || !wasNotWrittenFor(age, now)) {
      return Optional.empty();
    }
    Map<LocalDate, Long> perDay = new TreeMap<>();
    days.forEach((number, uses) -> perDay.put(LocalDate.ofEpochDay(number), uses));
    earlierDays = null;
    written = true;
    writtenAt = now;
    return Optional.of(new Unwritten(perDay, last(), address, agent));
  }

  /** Takes back what could not be written. */
  synchronized boolean giveBack(Unwritten unwritten) {
    if (retired) {
      return false;
    }
    unwritten.perDay().forEach((date, uses) -> add(date.toEpochDay(), uses));
    written = false;
    if (isLater(unwritten.last())) {
      lastUsed(unwritten.last(), unwritten.address(), unwritten.agent());
    }
    return true;
  }

  private void add(long epochDay, long uses) {
    @Nullable Map<Long, Long> days = earlierDays;
    if (days == null) {
      days = new TreeMap<>();
      earlierDays = days;
    }
    days.merge(epochDay, uses, Long::sum);
  }

  /** Also true when nothing was written ever. */
  private boolean wasNotWrittenFor(Duration age, long now) {
    return !written || now - writtenAt >= age.toNanos();
  }

  private boolean isLater(Instant at) {
    return at.getEpochSecond() > lastSecond
        || (at.getEpochSecond() == lastSecond && at.getNano() > lastNano);
  }

  /**
   * Numbers in place of an object, and the same texts where they are the same: an old object that
   * is made to point at a new one with every request is what a garbage collector has most work
   * with.
   */
  private void lastUsed(Instant at, String from, String with) {
    lastSecond = at.getEpochSecond();
    lastNano = at.getNano();
    if (!address.equals(from)) {
      address = from;
    }
    if (!agent.equals(with)) {
      agent = with;
    }
  }

  private Instant last() {
    return Instant.ofEpochSecond(lastSecond, lastNano);
  }

  private void endDay() {
    if (count > 0) {
      add(day, count);
      count = 0;
    }
  }
}
