package dev.tokenward.web;

import dev.tokenward.config.ApiSettings;
import dev.tokenward.token.TokenRequest.Maker;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a page says in advance of what a new token may be; who issues it decides again. */
@Singleton
class TokenLimits {

  private final ApiSettings settings;
  private final Clock clock;

  @Inject
  TokenLimits(ApiSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The last day on which a token of this maker may end. */
  LocalDate latest(Maker maker) {
    LocalDate byAge = today().plusYears(settings.tokenExpirationYears());
    return maker
        .expiresAt()
        .map(end -> end.atZone(ZoneOffset.UTC).toLocalDate())
        .filter(byAge::isAfter)
        .orElse(byAge);
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
