package dev.tokenward.user;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Which tokens name a scope; the token package provides it. */
public interface TokensOfScopes {

  /**
   * Counts tokens, within the caller's session.
   *
   * @param scopes at least one
   * @return how many tokens that are neither revoked nor expired name any of them
   */
  Uni<Long> countLive(Set<String> scopes);
}
