package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Where this service says what it is for a client that meets it for the first time (RFC 9728):
 * every challenge for a token names the place.
 */
@Singleton
class ProtectedResource {

  /** The path from the root. */
  private static final String PATH = "/.well-known/oauth-protected-resource";

  private final BaseUrl base;

  @Inject
  ProtectedResource(AppSettings settings) {
    this.base = BaseUrl.of(settings);
  }

  /** Before the first request. */
  void start(@Observes StartupEvent started) {
    Challenge.describeAt(base.text() + PATH);
  }
}
