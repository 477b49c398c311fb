package dev.tokenward.web.admin;

import dev.tokenward.store.ChangeFeed;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process has counted and measured since it started: the numbers that {@code /q/metrics}
 * has too. Never blocks; may be asked on any thread.
 */
@Singleton
class ReplicaNumbers {

  private static final String VERIFICATIONS = "tokenward.verifications";

  private final MeterRegistry registry;
  private final ChangeFeed changes;
  private final Clock clock;
  private volatile Instant startedAt;

  @Inject
  ReplicaNumbers(MeterRegistry registry, ChangeFeed changes, Clock clock) {
    this.registry = registry;
    this.changes = changes;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /**
   * How often something happened.
   *
   * @param what in words
   * @param count since the start
   */
  record Count(String what, long count) {}

  void start(@Observes StartupEvent started) {
    startedAt = clock.instant();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Refused tokens by reason, the most frequent first; without reasons that never were one. */
  List<Count> refusals() {
    return registry.find(VERIFICATIONS).tag("outcome", "refused").functionCounters().stream()
        .collect(
            Collectors.groupingBy(
                counter -> String.valueOf(counter.getId().getTag("reason")),
                Collectors.summingDouble(FunctionCounter::count)))
        .entrySet()
        .stream()
        .map(sum -> new Count(words(sum.getKey()), Math.round(sum.getValue())))
        .filter(refusal -> refusal.count() > 0)
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::what))
        .toList();
  }

  /** Passwords that were wrong, or not looked at because too many were. */
  long refusedPasswords() {
    return sum(
        Stream.of("rejected", "locked_out")
            .flatMap(
                outcome ->
                    registry
                        .find("tokenward.passwords")
                        .tag("outcome", outcome)
                        .counters()
                        .stream())
            .map(counter -> counter.count())
            .toList());
  }

  /** Tokens about which nothing could be said, because the store did not answer. */
  long undecided() {
    return sum(
        registry.find(VERIFICATIONS).tag("outcome", "undecided").functionCounters().stream()
            .map(FunctionCounter::count)
            .toList());
  }

  /** Requests beyond a rate limit. */
  long limited() {
    return sum(
        registry.find("tokenward.limits").tag("outcome", "refused").counters().stream()
            .map(counter -> counter.count())
            .toList());
  }

  /** How much later than its commit a revocation is heard here, as measured last. */
  Duration lag() {
    return changes.lag();
  }

  /** How long ago it was proven that all is heard; empty while nothing proves it. */
  Optional<Duration> staleness() {
    return changes.staleness();
  }

  private static long sum(List<Double> counts) {
    return Math.round(counts.stream().mapToDouble(Double::doubleValue).sum());
  }

  private static String words(String reason) {
    return switch (reason) {
      case "malformed" -> "No token of this service by its look";
      case "unknown" -> "Never issued";
      case "expired" -> "Expired";
      case "revoked" -> "Revoked";
      case "owner_inactive" -> "Owner disabled or deleted";
      case "wrong_network" -> "From a network that is not allowed";
      case "wrong_audience" -> "For another service";
      default -> reason;
    };
  }
}
