package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is revoked at once is what somebody said, and never everything. */
class MassRevocationTest {

  private static final Instant MOMENT = Instant.parse("2026-01-31T00:00:00Z");

  @Test
  void sayingNothingIsNotSayingEverything() {
    UUID spared = UUID.randomUUID();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MassRevocation(null, null, null, spared));
  }

  @Test
  void onlyAMomentOfCreationMeansEverybodysByAge() {
    assertThat(new MassRevocation(null, MOMENT, null, null).isOfEverybodysByAge()).isTrue();
    assertThat(new MassRevocation(1L, MOMENT, null, null).isOfEverybodysByAge()).isFalse();
    assertThat(new MassRevocation(null, MOMENT, MOMENT, null).isOfEverybodysByAge()).isFalse();
    assertThat(new MassRevocation(null, null, MOMENT, null).isOfEverybodysByAge()).isFalse();
  }

  @Test
  void everyCriterionIsACondition() {
    assertThat(new MassRevocation(1L, MOMENT, MOMENT, UUID.randomUUID()).conditions().sql())
        .isEqualTo(
            "t.revoked_at is null and t.user_id = :user and t.created_at < :created_before"
                + " and coalesce(t.last_used_at, t.created_at) < :unused_since"
                + " and t.id <> :spared");
  }
}
