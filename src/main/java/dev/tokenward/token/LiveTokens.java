package dev.tokenward.token;

import dev.tokenward.user.TokensOfScopes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Tells which scopes the tokens that can still be used name. */
@Singleton
class LiveTokens implements TokensOfScopes {

  private final Clock clock;

  @Inject
  LiveTokens(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Uni<Long> countLive(Set<String> scopes) {
    return PersonalAccessToken.countLive(scopes, clock.instant());
  }
}
