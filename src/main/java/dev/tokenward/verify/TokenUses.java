package dev.tokenward.verify;

import dev.tokenward.verify.TokenVerifier.Use;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The uses of one token that were not written down yet. Thread-safe. */
final class TokenUses {

  private static final long SECONDS_PER_DAY = 86_400;

  private final Map<Long, Long> earlierDays = new TreeMap<>();
  private Instant writtenAt = Instant.MIN;
  private long lastSecond = Long.MIN_VALUE;
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

  /** Retires this if nothing was used or written since a moment. */
  synchronized boolean retireIfIdle(Instant since) {
    retired |= count == 0 && earlierDays.isEmpty() && writtenAt.isBefore(since);
    return retired;
  }

  /** Takes what is to be written, if nothing was written since a moment. */
  synchronized Optional<Unwritten> take(Instant since, Instant now) {
    endDay();
    if (earlierDays.isEmpty() || !writtenAt.isBefore(since)) {
      return Optional.empty();
    }
    Map<LocalDate, Long> perDay = new TreeMap<>();
    earlierDays.forEach((number, uses) -> perDay.put(LocalDate.ofEpochDay(number), uses));
    earlierDays.clear();
    writtenAt = now;
    return Optional.of(new Unwritten(perDay, last(), address, agent));
  }

  /** Takes back what could not be written. */
  synchronized boolean giveBack(Unwritten unwritten) {
    if (retired) {
      return false;
    }
    unwritten
        .perDay()
        .forEach((date, uses) -> earlierDays.merge(date.toEpochDay(), uses, Long::sum));
    writtenAt = Instant.MIN;
    if (isLater(unwritten.last())) {
      lastUsed(unwritten.last(), unwritten.address(), unwritten.agent());
    }
    return true;
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
      earlierDays.merge(day, count, Long::sum);
      count = 0;
    }
  }
}
