package dev.tokenward.web;

import io.quarkus.qute.Engine;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Has the templates read soon after the start, on a thread that may block: later than the first
 * request of a program, and mostly earlier than the first person.
 */
@Singleton
class EarlyTemplates {

  private static final Duration AFTER = Duration.ofMillis(100);

  private final Vertx vertx;
  private final Provider<Engine> engine;

  @Inject
  EarlyTemplates(Vertx vertx, Provider<Engine> engine) {
    this.vertx = vertx;
    this.engine = engine;
  }

  void begin(@Observes StartupEvent started) {
    vertx.setTimer(AFTER.toMillis(), unused -> vertx.executeBlocking(this::read, false));
  }

  /** The bean is a proxy; what it stands for is made by the first call. */
  private boolean read() {
    return engine.get().isTemplateLoaded("web/page");
  }
}
