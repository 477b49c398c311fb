package dev.tokenward.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A moment as a page shows it.
 *
 * @param iso for programs
 * @param full for people who want to know exactly, in UTC
 * @param words as seen from now, such as "in 3 days" or "2 hours ago"
 */
public record When(String iso, String full, String words) {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final double SECONDS_PER_DAY = 86_400;
  private static final double HOURS_PER_DAY = 24;
  private static final double DAYS_PER_MONTH = 30;
  private static final double DAYS_PER_YEAR = 365;

  /**
   * A moment as it is shown at another.
   *
   * @param moment any
   * @param now from where it is looked at
   * @return the same in words
   */
  public static When of(Instant moment, Instant now) {
    Instant second = moment.truncatedTo(ChronoUnit.SECONDS);
    return new When(second.toString(), FULL.format(second), words(moment, now));
  }

  private static String words(Instant moment, Instant now) {
    boolean past = moment.isBefore(now);
    String span = span(past ? Duration.between(moment, now) : Duration.between(now, moment));
    if (span.isEmpty()) {
      return past ? "just now" : "in less than a minute";
    }
    return past ? span + " ago" : "in " + span;
  }

  /** In the largest unit of which there are at least two, to the nearest whole one. */
  private static String span(Duration span) {
    double days = span.toSeconds() / SECONDS_PER_DAY;
    if (days >= 2 * DAYS_PER_YEAR) {
      return Math.round(days / DAYS_PER_YEAR) + " years";
    }
    if (days >= 2 * DAYS_PER_MONTH) {
      return Math.round(days / DAYS_PER_MONTH) + " months";
    }
    if (days >= 2) {
      return Math.round(days) + " days";
    }
    if (span.toHours() >= 2) {
      return Math.round(days * HOURS_PER_DAY) + " hours";
    }
    long minutes = span.toMinutes();
    return minutes == 0 ? "" : minutes == 1 ? "1 minute" : minutes + " minutes";
  }
}
