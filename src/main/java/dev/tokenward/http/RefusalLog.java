package dev.tokenward.http;

import dev.tokenward.log.LineBudget;
import dev.tokenward.log.Printable;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Says for every refusal why, which the caller is never told: one line each, as long as there are
 * few.
 */
@Singleton
class RefusalLog {

  private static final Logger LOG = Logger.getLogger(RefusalLog.class);

  private static final long MOST_PER_SECOND = 50;

  private final LineBudget lines;
  private final TrustedProxies proxies;

  @Inject
  RefusalLog(Clock clock, TrustedProxies proxies) {
    this.proxies = proxies;
    this.lines =
        new LineBudget(
            clock,
            MOST_PER_SECOND,
            more -> LOG.infof("Refused %d more requests within a second.", more));
  }

  /** Notes a refusal; may be called on any thread. */
  void refused(RoutingContext context, String reason) {
    if (LOG.isInfoEnabled() && lines.take()) {
      line(
          context.request().method().name(),
          context.normalizedPath(),
          proxies.addressOf(context),
          reason);
    }
  }

  /** The same for a request that a proxy asks about. */
  void refused(OriginalRequest original, String client, String reason) {
    if (LOG.isInfoEnabled() && lines.take()) {
      line(original.method(), original.place(), client, reason);
    }
  }

  private static void line(String method, String place, String client, String reason) {
    LOG.infof(
        "Refused %s %s from %s: %s", Printable.of(method), Printable.of(place), client, reason);
  }
}
