package dev.tokenward.client;

import io.smallrye.mutiny.Uni;

/** What asking about a client gives at once: the decision itself where it is known already. */
public sealed interface ClientVerification {

  /**
   * Decided from memory, or from the look of the secret alone.
   *
   * @param decision the decision
   */
  record Decided(ClientDecision decision) implements ClientVerification {}

  /**
   * The store has to be asked, which happens when this is subscribed to.
   *
   * @param decision always an item and never a failure; on the Vert.x context of the subscriber
   */
  record Pending(Uni<ClientDecision> decision) implements ClientVerification {}
}
