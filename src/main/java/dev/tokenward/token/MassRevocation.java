package dev.tokenward.token;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are to be revoked at once: those that are as all of this says. Null means any, but
 * never all three of the first at once.
 *
 * @param userId the owner
 * @param createdBefore a moment before which they were made
 * @param unusedSince a moment since which they did not pass, and before which they were made
 * @param spared a token that is left alive in any case
 */
public record MassRevocation(
    @Nullable Long userId,
    @Nullable Instant createdBefore,
    @Nullable Instant unusedSince,
    @Nullable UUID spared) {

  /**
   * Checks that it says anything.
   *
   * @throws IllegalArgumentException for what would mean everybody's tokens
   */
  public MassRevocation {
    if (userId == null && createdBefore == null && unusedSince == null) {
      throw new IllegalArgumentException("No criterion would mean all tokens of everybody");
    }
  }

  /**
   * Whether it ends tokens only because of their age, whosever they are and however busy: one wrong
   * year would stop all that runs, so that only superusers may do it.
   *
   * @return false where an owner or a time without use is named
   */
  public boolean isOfEverybodysByAge() {
    return userId == null && unusedSince == null;
  }

  /** The same for the database; for tokens that were not revoked before. */
  Conditions conditions() {
    Conditions conditions = new Conditions();
    conditions.add("t.revoked_at is null");
    conditions.add("t.user_id = :user", "user", userId);
    conditions.add("t.created_at < :created_before", "created_before", createdBefore);
    conditions.add(
        "coalesce(t.last_used_at, t.created_at) < :unused_since", "unused_since", unusedSince);
    conditions.add("t.id <> :spared", "spared", spared);
    return conditions;
  }
}
