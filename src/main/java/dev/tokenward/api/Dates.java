package dev.tokenward.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The two ways in which Snipe-IT writes a moment, both in UTC and in whole seconds. */
public final class Dates {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000000Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FORMATTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd h:mm a", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Dates() {}

  /**
   * A moment in every object but a token.
   *
   * @param datetime for programs
   * @param formatted for people
   */
  @RegisterForReflection
  public record DateTime(
      @Schema(examples = "2026-11-24 09:15:00") String datetime,
      @Schema(examples = "2026-11-24 9:15 AM") String formatted) {}

  /** A moment in token objects. */
  static String iso(Instant moment) {
    return ISO.format(moment);
  }

  static @Nullable String isoOrNull(@Nullable Instant moment) {
    return moment == null ? null : iso(moment);
  }

  /**
   * Writes a moment for every object but a token.
   *
   * @param moment any
   * @return the same in UTC, in whole seconds
   */
  public static DateTime dateTime(Instant moment) {
    return new DateTime(DATETIME.format(moment), FORMATTED.format(moment));
  }

  static @Nullable DateTime dateTimeOrNull(@Nullable Instant moment) {
    return moment == null ? null : dateTime(moment);
  }
}
