package dev.tokenward.user;

/** How it ended that somebody came from a provider. */
public sealed interface ProviderOutcome {

  /**
   * They may sign in.
   *
   * @param profile as they are now, with their groups brought up to date
   */
  record Accepted(Profile profile) implements ProviderOutcome {}

  /** Nobody here is them, and nobody is made. */
  record Unknown() implements ProviderOutcome {}

  /** They are disabled or deleted here. */
  record Disabled() implements ProviderOutcome {}

  /** Somebody else here has their username, or could be them only if an administrator said so. */
  record NameTaken() implements ProviderOutcome {}

  /** The provider does not say, or does not vouch for, a username that anybody could have here. */
  record Nameless() implements ProviderOutcome {}
}
