package dev.tokenward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:15:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S,in less than a minute",
    "PT59S,in less than a minute",
    "PT1M,in 1 minute",
    "PT119M,in 119 minutes",
    "PT2H,in 2 hours",
    "PT47H,in 47 hours",
    "P2D,in 2 days",
    "P2DT23H59M,in 3 days",
    "P59D,in 59 days",
    "P60D,in 2 months",
    "P89DT23H,in 3 months",
    "P729D,in 24 months",
    "P730D,in 2 years",
    "PT-59S,just now",
    "PT-1M,1 minute ago",
    "P-3D,3 days ago"
  })
  void saysHowFarAwayAMomentIs(Duration distance, String words) {
    assertThat(When.of(NOW.plus(distance), NOW).words()).isEqualTo(words);
  }

  @Test
  void alsoSaysItExactly() {
    When moment = When.of(NOW.plusNanos(1), NOW);

    assertThat(moment.iso()).isEqualTo("2026-11-24T09:15:00Z");
    assertThat(moment.full()).isEqualTo("24 November 2026, 09:15 UTC");
  }
}
