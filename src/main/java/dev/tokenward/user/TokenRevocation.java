package dev.tokenward.user;

import io.smallrye.mutiny.Uni;

/** What the end of a user means for their tokens; the token package provides it. */
public interface TokenRevocation {

  /**
   * Revokes all tokens of a user, within the caller's transaction.
   *
   * @param userId the user's number
   * @return how many were revoked by this
   */
  Uni<Integer> revokeAllOf(long userId);
}
