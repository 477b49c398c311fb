package dev.tokenward.verify;

import dev.tokenward.store.ChangeFeed;
import dev.tokenward.verify.Decision.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions and how they were come by. Counting costs no allocation and no lock. */
@Singleton
class VerificationMetrics {

  private final LongAdder allowed = new LongAdder();
  private final LongAdder undecided = new LongAdder();
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder bypasses = new LongAdder();

  @Inject
  VerificationMetrics(MeterRegistry registry, ChangeFeed changes, DecisionCache cache) {
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
    }
    decisions(registry);
    lookups(registry, cache);
    feed(registry, changes);
  }

  void decided(Decision decision) {
    if (decision instanceof Decision.Refused no) {
      refused.getOrDefault(no.reason(), undecided).increment();
    } else {
      (decision instanceof Decision.Allowed ? allowed : undecided).increment();
    }
  }

  void hit() {
    hits.increment();
  }

  /** The store is asked: the token is not remembered, or nothing remembered may be used. */
  void miss(boolean fresh) {
    (fresh ? misses : bypasses).increment();
  }

  private void decisions(MeterRegistry registry) {
    decision(registry, "allowed", "none", allowed);
    decision(registry, "undecided", "none", undecided);
    refused.forEach(
        (reason, count) ->
            decision(registry, "refused", reason.name().toLowerCase(Locale.ROOT), count));
  }

  private static void decision(
      MeterRegistry registry, String outcome, String reason, LongAdder count) {
    FunctionCounter.builder("tokenward.verifications", count, LongAdder::doubleValue)
        .description("Decisions about tokens")
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(registry);
  }

  private void lookups(MeterRegistry registry, DecisionCache cache) {
    lookup(registry, "hit", hits);
    lookup(registry, "miss", misses);
    lookup(registry, "bypass", bypasses);
    Gauge.builder("tokenward.cache.tokens", cache, DecisionCache::size)
        .description("Tokens that are remembered")
        .register(registry);
  }

  private static void lookup(MeterRegistry registry, String result, LongAdder count) {
    FunctionCounter.builder("tokenward.cache.lookups", count, LongAdder::doubleValue)
        .description("Whether a token was remembered, had to be looked up, or could not be trusted")
        .tag("result", result)
        .register(registry);
  }

  private static void feed(MeterRegistry registry, ChangeFeed changes) {
    Gauge.builder("tokenward.changes.staleness", changes, VerificationMetrics::staleSeconds)
        .description("Age of the last proof that all changes were heard; NaN when there is none")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("tokenward.changes.lag", changes, feed -> seconds(feed.lag()))
        .description("How long the last round trip of the feed of changes took")
        .baseUnit("seconds")
        .register(registry);
    FunctionCounter.builder("tokenward.changes.reconnects", changes, ChangeFeed::reconnects)
        .description("How often the listening connection was made anew")
        .register(registry);
  }

  private static double staleSeconds(ChangeFeed changes) {
    return changes.staleness().map(VerificationMetrics::seconds).orElse(Double.NaN);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
