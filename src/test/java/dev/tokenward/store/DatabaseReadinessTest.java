package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.DOWN;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers this code can work with; HealthIT asks a real one. */
class DatabaseReadinessTest {

  @ParameterizedTest
  @CsvSource({"12, true", "13, false", "18, false"})
  void thirteenIsTheOldest(int major, boolean tooOld) {
    assertThat(DatabaseReadiness.isTooOld(major)).isEqualTo(tooOld);
  }

  @Test
  void whoHasAnOlderOneIsTold() {
    HealthCheckResponse told = DatabaseReadiness.tooOld(12);

    assertThat(told.getStatus()).isEqualTo(DOWN);
    assertThat(told.getData().orElseThrow())
        .containsEntry("reason", "PostgreSQL 13 or later is needed, and the server is 12");
  }
}
