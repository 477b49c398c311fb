package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A native executable does not keep in memory what only its start has needed. */
@EnabledIfSystemProperty(
    named = "tokenward.executable",
    matches = ".+",
    disabledReason = "A JVM has no such pages; see CONTRIBUTING.md for the native executable.")
class StartPagesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** At the start about 90 MB of the executable are touched. */
  private static final int SAVED_KILOBYTES = 30_000;

  @Test
  void theyAreGivenBackAndRequestsAreAnsweredAsBefore() {
    try (Service service = Service.builder().start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> service.kilobytes("VmHWM") - service.kilobytes("VmRSS") > SAVED_KILOBYTES);

      String token =
          Tokens.create(service, service.adminUsername(), service.adminPassword())
              .path("payload.token");
      assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
      assertThat(service.output()).doesNotContain(" ERROR ", " WARN ", "\tat ");
    }
  }
}
