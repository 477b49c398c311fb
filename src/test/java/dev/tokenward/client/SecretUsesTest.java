package dev.tokenward.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.clock.MovableClock;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.token.TokenFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written down of the uses of clients' secrets, and when. */
class SecretUsesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MovableClock clock = new MovableClock("2026-11-24T09:00:00Z");
  private final SecretUses uses = new SecretUses(null, null, clock);
  private final TokenDigest secret = TokenFormat.withPrefix("twc").generate().key();
  private final Instant first = clock.instant();

  @Test
  void theFirstUseIsWrittenAtOnceAndOthersAMinuteLater() {
    uses.record(secret);
    assertThat(due()).isEqualTo(Map.of(secret, first));

    clock.advance(Duration.ofSeconds(30));
    uses.record(secret);
    assertThat(due()).isEmpty();

    clock.advance(Duration.ofSeconds(31));
    assertThat(due()).isEqualTo(Map.of(secret, first.plusSeconds(30)));
  }

  @Test
  void whatIsNotUsedIsNotWritten() {
    uses.record(secret);
    due();
    clock.advance(MINUTE.multipliedBy(2));

    assertThat(due()).isEmpty();
  }

  @Test
  void theLastOfManyUsesCounts() {
    for (int i = 0; i < 4; i++) {
      uses.record(secret);
      clock.advance(Duration.ofSeconds(2));
    }

    assertThat(due()).isEqualTo(Map.of(secret, first.plusSeconds(6)));
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLater() {
    uses.record(secret);
    uses.giveBack(due());

    assertThat(due()).isEqualTo(Map.of(secret, first));
  }

  @Test
  void anEarlierUseThatCouldNotBeWrittenGivesWayToALaterOne() {
    uses.record(secret);
    Map<TokenDigest, Instant> failed = due();
    clock.advance(Duration.ofSeconds(3));
    uses.record(secret);
    uses.giveBack(failed);

    assertThat(due()).isEqualTo(Map.of(secret, first.plusSeconds(3)));
  }

  @Test
  void atTheEndAllIsWritten() {
    uses.record(secret);
    due();
    clock.advance(Duration.ofSeconds(3));
    uses.record(secret);

    assertThat(uses.taken(Duration.ZERO, clock.nanos()))
        .isEqualTo(Map.of(secret, first.plusSeconds(3)));
  }

  private Map<TokenDigest, Instant> due() {
    return uses.taken(MINUTE, clock.nanos());
  }
}
