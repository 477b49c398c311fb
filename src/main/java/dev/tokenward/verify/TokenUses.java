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
  private Instant last = Instant.MIN;
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
    if (at.isAfter(last)) {
      last = at;
      address = use.clientAddress();
      agent = use.userAgent();
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
    return Optional.of(new Unwritten(perDay, last, address, agent));
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
    if (unwritten.last().isAfter(last)) {
      last = unwritten.last();
      address = unwritten.address();
      agent = unwritten.agent();
    }
    return true;
  }

  private void endDay() {
    if (count > 0) {
      earlierDays.merge(day, count, Long::sum);
      count = 0;
    }
  }
}
