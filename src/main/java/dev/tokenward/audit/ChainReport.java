package dev.tokenward.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of a check of the chain. */
public sealed interface ChainReport {

  /**
   * Every entry is as it was sealed, in its place, and none is missing.
   *
   * @param anchor the last entry that retention removed; number 0 if it removed none
   * @param head the last entry, or the anchor where there is none
   * @param unsealed how many entries are written and not sealed yet
   */
  record Intact(ChainLink anchor, ChainLink head, long unsealed) implements ChainReport {}

  /**
   * Something is wrong.
   *
   * @param sequence the first entry at which it shows
   * @param happenedAt when that entry says it happened; null where it is missing
   * @param what a sentence that says what is wrong
   */
  record Broken(long sequence, @Nullable Instant happenedAt, String what) implements ChainReport {}

  /**
   * The chain holds, but entries lie unsealed for so long that somebody could have changed them.
   *
   * @param unsealed how many
   * @param since when the oldest was written
   */
  record Late(long unsealed, Instant since) implements ChainReport {}

  /**
   * The noted place can't be checked, because retention has removed it.
   *
   * @param anchor the last entry that was removed
   */
  record Forgotten(ChainLink anchor) implements ChainReport {}
}
