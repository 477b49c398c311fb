package dev.tokenward.audit;

import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.store.StoreFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals what was written: about every second, each replica tries to, and one of them at a time
 * does. Nobody who makes a change waits for it. Once an hour the end of the chain is logged, so
 * that it is known outside of the database.
 */
@Singleton
public class Sealing {

  private static final Logger LOG = Logger.getLogger(Sealing.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LINES = Duration.ofHours(1);

  /** One statement seals so many entries, seldom a few more: a fraction of a second. */
  private static final int BATCH = 5_000;

  /** And how long the oldest entry had waited by then, by the clock that dated it. */
  private static final String SEAL =
      """
      select s.sequence, s.hash, s.sealed,
             coalesce((select extract(epoch from now() - i.happened_at)::float8
                         from audit_inbox i order by i.id limit 1), 0) as waited
        from tokenward_seal_audit($1, $2) s""";

  private final Vertx vertx;
  private final Pool pool;
  private final AtomicLong sequence = new AtomicLong();
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime());
  private volatile Waiting waiting = new Waiting(0, System.nanoTime());
  private volatile boolean stopped;
  private volatile boolean complained;

  @Inject
  Sealing(Vertx vertx, Pool pool, MeterRegistry registry) {
    this.vertx = vertx;
    this.pool = pool;
    Gauge.builder("tokenward.audit.sequence", sequence, AtomicLong::doubleValue)
        .description("The last sealed entry of the audit log")
        .register(registry);
    Gauge.builder("tokenward.audit.unsealed", this, sealing -> sealing.waiting.secondsNow())
        .baseUnit("seconds")
        .description("How long the oldest entry that is not sealed has waited")
        .register(registry);
  }

  /** How long an entry had waited at a moment; until more is known it may still be there. */
  private record Waiting(double seconds, long at) {

    double secondsNow() {
      return seconds + (System.nanoTime() - at) / 1e9;
    }
  }

  void start(@Observes StartupEvent started) {
    vertx.setTimer(INTERVAL.toMillis(), unused -> beat());
  }

  /** Before the pool closes. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    stopped = true;
  }

  /**
   * Seals all that is committed by now, once nobody else seals.
   *
   * @return when it is done; fails when the database can't be asked, or not in time. On the
   *     caller's context
   */
  public Uni<Void> now() {
    return CallerContext.returning(all(true));
  }

  private void beat() {
    if (!stopped) {
      all(false).subscribe().with(done -> done(), this::failed);
    }
  }

  private void done() {
    complained = false;
    again();
  }

  private void again() {
    if (!stopped) {
      vertx.setTimer(INTERVAL.toMillis(), unused -> beat());
    }
  }

  /** An outage is told by readiness, and a schema that is not there yet is somebody else's work. */
  private void failed(Throwable failure) {
    boolean expected =
        stopped || StoreFailure.isOutage(failure) || StoreFailure.isMissingSchema(failure);
    if (!expected && !complained) {
      complained = true;
      LOG.errorf("The audit log can't be sealed: %s", failure);
    }
    again();
  }

  private Uni<Void> all(boolean waits) {
    return Uni.createFrom()
        .deferred(() -> once(waits))
        .repeat()
        .whilst(moved -> moved >= BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> once(boolean waits) {
    return pool.preparedQuery(SEAL)
        .execute(Tuple.of(BATCH, waits))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(this::sealed);
  }

  private int sealed(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    waiting = new Waiting(Math.max(0, row.getDouble("waited")), System.nanoTime());
    @Nullable Long last = row.getLong("sequence");
    if (last != null) {
      sequence.set(last);
      tell(new ChainLink(last, AuditTable.hex(row, "hash")));
    }
    return row.getInteger("sealed");
  }

  private void tell(ChainLink head) {
    long now = System.nanoTime();
    long next = nextLine.get();
    if (head.sequence() > 0
        && now - next >= 0
        && nextLine.compareAndSet(next, now + BETWEEN_LINES.toNanos())) {
      LOG.infof("The audit log ends with entry %d, hash %s.", head.sequence(), head.hash());
    }
  }
}
