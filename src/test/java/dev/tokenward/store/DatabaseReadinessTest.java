package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.DOWN;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.UP;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** When a database is one that this code can work with; HealthIT asks a real one. */
class DatabaseReadinessTest {

  @Test
  void aMigratedDatabaseOfTheOldestVersionIsReady() {
    assertThat(DatabaseReadiness.verdict(13, true).getStatus()).isEqualTo(UP);
  }

  @Test
  void anOlderOneIsNotWhateverItsSchema() {
    HealthCheckResponse told = DatabaseReadiness.verdict(12, true);

    assertThat(told.getStatus()).isEqualTo(DOWN);
    assertThat(reasonOf(told)).isEqualTo("PostgreSQL 13 or later is needed, and the server is 12");
  }

  @Test
  void oneThatIsNotMigratedYetIsNot() {
    HealthCheckResponse told = DatabaseReadiness.verdict(18, false);

    assertThat(told.getStatus()).isEqualTo(DOWN);
    assertThat(reasonOf(told)).isEqualTo("schema not migrated yet");
  }

  private static Object reasonOf(HealthCheckResponse told) {
    return told.getData().orElseThrow().get("reason");
  }
}
