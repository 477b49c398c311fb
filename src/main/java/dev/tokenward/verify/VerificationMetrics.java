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
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions and how they were come by. Counting costs no allocation and no lock. */
@Singleton
class VerificationMetrics {

  private final Map<Dialect, Counts> decisions = new EnumMap<>(Dialect.class);
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder bypasses = new LongAdder();

  @Inject
  VerificationMetrics(MeterRegistry registry, ChangeFeed changes, DecisionCache cache) {
    for (Dialect dialect : Dialect.values()) {
      decisions.put(dialect, counts(registry, dialect));
    }
    lookups(registry, cache);
    feed(registry, changes);
  }

  /** What was decided in one dialect. */
  private record Counts(LongAdder allowed, LongAdder undecided, Map<Reason, LongAdder> refused) {

    LongAdder of(Decision decision) {
      if (decision instanceof Decision.Allowed) {
        return allowed;
      }
      return decision instanceof Decision.Refused no
          ? Objects.requireNonNull(refused.get(no.reason()))
          : undecided;
    }
  }

  void decided(Decision decision, Dialect dialect) {
    Objects.requireNonNull(decisions.get(dialect)).of(decision).increment();
  }

  void hit() {
    hits.increment();
  }

  /** The store is asked: the token is not remembered, or nothing remembered may be used. */
  void miss(boolean fresh) {
    (fresh ? misses : bypasses).increment();
  }

  private static Counts counts(MeterRegistry registry, Dialect dialect) {
    Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      refused.put(reason, decision(registry, dialect, "refused", word(reason)));
    }
    return new Counts(
        decision(registry, dialect, "allowed", "none"),
        decision(registry, dialect, "undecided", "none"),
        refused);
  }

  private static LongAdder decision(
      MeterRegistry registry, Dialect dialect, String outcome, String reason) {
    LongAdder count = new LongAdder();
    FunctionCounter.builder("tokenward.verifications", count, LongAdder::doubleValue)
        .description("Decisions about tokens")
        .tag("dialect", word(dialect))
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(registry);
    return count;
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
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
    Gauge.builder("tokenward.changes.listening", changes, feed -> feed.isListening() ? 1 : 0)
        .description("Whether there is a connection that hears of all changes")
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
