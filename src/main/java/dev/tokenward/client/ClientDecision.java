package dev.tokenward.client;

import java.time.Duration;

/** The answer to "is this the client it says it is?". */
public sealed interface ClientDecision {

  /**
   * Yes.
   *
   * @param client which one
   */
  record Known(KnownClient client) implements ClientDecision {}

  /** No: there is no such client, or it has no such secret, or the secret was ended. */
  record Refused() implements ClientDecision {}

  /**
   * Neither yes nor no: the store could not be asked.
   *
   * @param retryAfter when to ask again
   */
  record Undecided(Duration retryAfter) implements ClientDecision {}
}
