package dev.tokenward.token;

import dev.tokenward.user.Creator;
import dev.tokenward.user.Proof;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a token is made.
 *
 * @param name 1 to {@link #MAX_NAME} characters
 * @param description at most {@link #MAX_DESCRIPTION} characters
 * @param expiry when it shall end
 * @param restriction what narrows it below its owner
 * @param throttlePerMinute its own rate limit, 1 to {@link #MAX_THROTTLE}; null to share its
 *     owner's
 */
public record TokenRequest(
    String name,
    @Nullable String description,
    Expiry expiry,
    Restriction restriction,
    @Nullable Integer throttlePerMinute) {

  TokenRequest withThrottle(@Nullable Integer perMinute) {
    return new TokenRequest(name, description, expiry, restriction, perMinute);
  }

  /** The name of a token whose maker gave none (Snipe-IT's default). */
  public static final String DEFAULT_NAME = "Auth Token";

  /** The longest name, in characters. */
  public static final int MAX_NAME = 255;

  /** The longest description, in characters. */
  public static final int MAX_DESCRIPTION = 1000;

  /** The most scopes of one token. */
  public static final int MAX_SCOPES = 100;

  /** The most networks of one token. */
  public static final int MAX_NETWORKS = 50;

  /** The most audiences of one token. */
  public static final int MAX_AUDIENCES = 10;

  /** The highest rate limit of one token, in requests per minute. */
  public static final int MAX_THROTTLE = 1_000_000;

  /** When a token shall end. */
  public sealed interface Expiry {

    /** As late as the settings allow. */
    record Latest() implements Expiry {}

    /**
     * At a moment.
     *
     * @param instant the first moment at which the token is refused
     */
    record At(Instant instant) implements Expiry {}

    /**
     * After a number of days of 24 hours.
     *
     * @param days at least 1
     */
    record InDays(long days) implements Expiry {}
  }

  /**
   * The credential that asks: what it makes can't be more than it is.
   *
   * @param userId whose tokens are made
   * @param person who makes them; empty for the operator at the command line
   * @param restriction what narrows the credential; {@link Restriction#NONE} for a password
   * @param expiresAt when all that it makes has to end at the latest; empty for one that does not
   *     bind it: a password, or an unrestricted token with as long a life as a token may have
   * @param throttlePerMinute the credential's own rate limit; null where it shares its owner's
   * @param superuser whether the credential may do everything
   * @param proof what shows whether the credential still counts
   */
  public record Maker(
      long userId,
      Optional<Creator> person,
      Restriction restriction,
      Optional<Instant> expiresAt,
      @Nullable Integer throttlePerMinute,
      boolean superuser,
      Proof proof) {

    /**
     * The operator of the service, who makes a token for somebody.
     *
     * @param userId whose tokens are made
     * @return a maker without limits of its own
     */
    public static Maker operator(long userId) {
      return new Maker(
          userId,
          Optional.empty(),
          Restriction.NONE,
          Optional.empty(),
          null,
          true,
          new Proof.Word());
    }
  }
}
