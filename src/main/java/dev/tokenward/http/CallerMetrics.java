package dev.tokenward.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what services are answered that ask about tokens. */
@Singleton
class CallerMetrics {

  private final Map<String, Map<Outcome, LongAdder>> byRoute = new HashMap<>();

  /** How a question ended. */
  enum Outcome {
    /** With what was asked for. */
    ANSWERED,
    /** With nothing, because there is nothing for this caller to know. */
    UNKNOWN,
    /** With 401: it is not known who asked. */
    REFUSED,
    /** With 403: a permission was missing. */
    FORBIDDEN,
    /** With 429. */
    LIMITED,
    /** With 400, 413 or 415. */
    MALFORMED,
    /** With 503. */
    UNDECIDED
  }

  @Inject
  CallerMetrics(MeterRegistry registry, @All List<ClientRoute> routes) {
    for (ClientRoute route : routes) {
      Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        counts.put(outcome, counter(registry, route, outcome));
      }
      byRoute.put(route.name(), counts);
    }
  }

  /** Notes an answer; costs no allocation and no lock. */
  void count(ClientRoute route, Outcome outcome) {
    Map<Outcome, LongAdder> counts = Objects.requireNonNull(byRoute.get(route.name()));
    Objects.requireNonNull(counts.get(outcome)).increment();
  }

  private static LongAdder counter(MeterRegistry registry, ClientRoute route, Outcome outcome) {
    LongAdder count = new LongAdder();
    FunctionCounter.builder("tokenward.callers", count, LongAdder::doubleValue)
        .description("Questions of services about tokens")
        .tag("route", route.name())
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
    return count;
  }
}
