package dev.tokenward.store;

import dev.tokenward.config.RevocationSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether changes of rights are heard. Without them the service is slower, not less ready: it
 * asks the database about each token.
 */
@Readiness
@Singleton
class FeedReadiness implements HealthCheck {

  private final ChangeFeed changes;
  private final RevocationSettings settings;

  @Inject
  FeedReadiness(ChangeFeed changes, RevocationSettings settings) {
    this.changes = changes;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("changes").up().withData("tokens", tokens()).build();
  }

  private String tokens() {
    if (settings.bound().isZero()) {
      return "looked up one by one, as configured";
    }
    return changes.provenWithin(settings.bound())
        ? "remembered"
        : "looked up one by one, until changes are heard again";
  }
}
