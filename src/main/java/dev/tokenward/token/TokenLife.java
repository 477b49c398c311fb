package dev.tokenward.token;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The longest life of a token.
 *
 * @param years calendar years, at least 1
 */
public record TokenLife(int years) {

  /**
   * When a token ends that lives as long as it may: in whole seconds, on the same day of the year,
   * or on the last day of February for one that was made on a leap day.
   *
   * @param created when it was made
   * @return the first moment at which it is refused
   */
  public Instant endOf(Instant created) {
    return created
        .truncatedTo(ChronoUnit.SECONDS)
        .atOffset(ZoneOffset.UTC)
        .plusYears(years)
        .toInstant();
  }
}
