package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two ways in which Snipe-IT writes a moment. */
class DatesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:15:00Z, 2026-11-24T09:15:00.000000Z",
    "2026-11-24T09:15:00.999999Z, 2026-11-24T09:15:00.000000Z",
    "2126-01-01T00:00:00Z, 2126-01-01T00:00:00.000000Z",
  })
  void tokensHaveInstantsInWholeSeconds(Instant moment, String text) {
    assertThat(Dates.iso(moment)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:15:00Z, 2026-11-24 09:15:00, 2026-11-24 9:15 AM",
    "2026-11-24T00:05:59Z, 2026-11-24 00:05:59, 2026-11-24 12:05 AM",
    "2026-11-24T12:00:00Z, 2026-11-24 12:00:00, 2026-11-24 12:00 PM",
    "2026-11-24T23:59:59.9Z, 2026-11-24 23:59:59, 2026-11-24 11:59 PM",
  })
  void usersHaveOneFormForProgramsAndOneForPeople(
      Instant moment, String datetime, String formatted) {
    assertThat(Dates.dateTime(moment)).isEqualTo(new Dates.DateTime(datetime, formatted));
  }

  @Test
  void theMachinesLanguageDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Dates.dateTime(Instant.EPOCH).formatted()).isEqualTo("1970-01-01 12:00 AM");
      assertThat(Dates.iso(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000000Z");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void noMomentIsNull() {
    assertThat(Dates.isoOrNull(null)).isNull();
    assertThat(Dates.dateTimeOrNull(null)).isNull();
  }
}
