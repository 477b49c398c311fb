package dev.tokenward.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Says for every refusal why, which the caller is never told: one line each, as long as there are
 * few. A flood of refusals is counted instead, or it would fill the disk and slow everybody.
 */
@Singleton
class RefusalLog {

  private static final Logger LOG = Logger.getLogger(RefusalLog.class);

  private static final long MOST_PER_SECOND = 50;

  private final Clock clock;
  private final AtomicLong second = new AtomicLong();
  private final AtomicLong inSecond = new AtomicLong();

  @Inject
  RefusalLog(Clock clock) {
    this.clock = clock;
  }

  /** Notes a refusal; may be called on any thread. */
  void refused(RoutingContext context, String reason) {
    long number = numberInSecond();
    if (number <= MOST_PER_SECOND && LOG.isInfoEnabled()) {
      LOG.infof(
          "Refused %s %s from %s: %s",
          Printable.of(context.request().method().name()),
          Printable.of(context.normalizedPath()),
          ClientAddress.of(context),
          reason);
    }
  }

  private long numberInSecond() {
    long now = clock.millis() / 1000;
    long before = second.get();
    if (now != before && second.compareAndSet(before, now)) {
      long missing = inSecond.getAndSet(0) - MOST_PER_SECOND;
      if (missing > 0) {
        LOG.infof("Refused %d more requests within a second.", missing);
      }
    }
    return inSecond.incrementAndGet();
  }
}
