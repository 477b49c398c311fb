package dev.tokenward.http;

import dev.tokenward.user.ProviderIdentity;

/** How it ended that a provider was asked who somebody is. */
public sealed interface ProviderReply {

  /**
   * The provider vouches for somebody.
   *
   * @param identity who they are there
   */
  record Vouched(ProviderIdentity identity) implements ProviderReply {}

  /**
   * What came back is not what the provider would send, or not to this browser; the log says why.
   */
  record Refused() implements ProviderReply {}

  /** The provider does not answer, or not as one does. */
  record Away() implements ProviderReply {}
}
