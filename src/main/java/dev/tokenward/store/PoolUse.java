package dev.tokenward.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Measures how the pool of connections is used. Only the pool itself knows who waits, and it tells
 * that to whoever measures Vert.x; of all else that could be measured there, nothing is taken.
 */
@Singleton
class PoolUse implements VertxOptionsCustomizer {

  /** What the client calls its pools among those of Vert.x. */
  private static final String SQL = "sql";

  private final LongAdder inUse = new LongAdder();
  private final LongAdder waiting = new LongAdder();

  /** Before Vert.x is there, so that nothing may be injected that needs it. */
  @Inject
  PoolUse() {}

  /** Vert.x has a newer way, but to whoever makes it, which is Quarkus. */
  @SuppressWarnings("deprecation")
  @Override
  public void accept(VertxOptions options) {
    options.setMetricsOptions(
        new MetricsOptions().setEnabled(true).setFactory(unused -> new OfPools()));
  }

  void start(@Observes StartupEvent started, MeterRegistry registry, Pool pool) {
    Gauge.builder("tokenward.pool.open", pool, Pool::size)
        .description("Connections to the database that are open")
        .register(registry);
    Gauge.builder("tokenward.pool.in.use", inUse, LongAdder::sum)
        .description("Connections to the database that somebody works with")
        .register(registry);
    Gauge.builder("tokenward.pool.waiting", waiting, LongAdder::sum)
        .description("Who waits for a connection to the database")
        .register(registry);
  }

  /** Measures pools of connections and nothing else. */
  private final class OfPools implements VertxMetrics {

    @Override
    public @Nullable PoolMetrics<?> createPoolMetrics(String type, String name, int mostInUse) {
      return type.equals(SQL) ? new OfConnections() : null;
    }
  }

  /** Is told of everybody who wants a connection, in this order. */
  private final class OfConnections implements PoolMetrics<Boolean> {

    @Override
    public Boolean submitted() {
      waiting.increment();
      return true;
    }

    @Override
    public void rejected(Boolean waited) {
      waiting.decrement();
    }

    @Override
    public Boolean begin(Boolean waited) {
      waiting.decrement();
      inUse.increment();
      return true;
    }

    @Override
    public void end(Boolean begun, boolean succeeded) {
      inUse.decrement();
    }
  }
}
