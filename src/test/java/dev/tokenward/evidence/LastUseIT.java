package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Service;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written down of a token's uses, and that a stop loses none of it. */
class LastUseIT {

  private static final int USES = 25;

  /** Three times the interval at which uses are written down. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  @Test
  void anOrderlyStopWritesDownAllUsesOfAToken() {
    try (Service service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start()) {
      Requests requests = Requests.to(service);
      Made token = requests.makeToken("Counted");
      for (int i = 0; i < USES; i++) {
        requests.statusOf(token);
      }

      service.terminate();

      try (Service again = service.startAgain()) {
        assertThat(
                Sql.number(
                    again,
                    "select sum(uses) from token_uses where token_id = '" + token.id() + "'"))
            .isEqualTo(USES);
        assertThat(
                Sql.rows(
                    again,
                    "select last_used_at is not null, last_used_ip, last_used_agent <> '' from"
                        + " personal_access_tokens where id = '"
                        + token.id()
                        + "'"))
            .singleElement()
            .satisfies(row -> assertThat(row).startsWith("t").endsWith("t"));
      }
    }
  }

  @Test
  void aBusyTokenIsWrittenDownAtMostOnceAMinute() {
    try (Service service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start()) {
      Requests requests = Requests.to(service);
      Made token = requests.makeToken("Busy");
      String row = "from personal_access_tokens where id = '" + token.id() + "'";

      long begun = System.nanoTime();
      Set<String> versions = new HashSet<>();
      while (System.nanoTime() - begun < LONG_ENOUGH.toNanos()) {
        requests.statusOf(token);
        versions.add(Sql.column(service, "select xmin::text " + row).get(0));
      }

      // The row as it was made, and as it was after the one write.
      assertThat(versions).hasSize(2);
    }
  }
}
