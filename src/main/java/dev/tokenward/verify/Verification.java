package dev.tokenward.verify;

import io.smallrye.mutiny.Uni;

/** What asking about a token gives at once: the decision itself where it is known already. */
public sealed interface Verification {

  /**
   * Decided from memory, or from the look of the token alone.
   *
   * @param decision the decision
   */
  record Decided(Decision decision) implements Verification {}

  /**
   * The store has to be asked, which happens when this is subscribed to.
   *
   * @param decision always an item and never a failure; on the Vert.x context of the subscriber
   */
  record Pending(Uni<Decision> decision) implements Verification {}
}
