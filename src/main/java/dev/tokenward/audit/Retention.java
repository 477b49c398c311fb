package dev.tokenward.audit;

import dev.tokenward.config.AuditSettings;
import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.store.Author;
import dev.tokenward.store.StoreFailure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes entries whose time is over, the oldest first and never one before an older one, so that
 * what is left is still one chain. The database keeps what it hangs on, and that entries were
 * removed is an entry itself. The database's clock says how old an entry is, as it says when one
 * happened. Each replica looks once an hour, for the first time soon after its start, because one
 * that runs only for some requests does not live for long, but not while it starts.
 */
@Singleton
public class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);

  private static final Duration FIRST_LOOK = Duration.ofSeconds(45);
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How many entries one transaction removes, so that sealing waits for a moment only. */
  private static final int BATCH = 5_000;

  private static final String SIGN = "select set_config('tokenward.author', $1, true)";

  /**
   * By the clock that gave the entries their times, so that nobody else's removes one too early.
   */
  private static final String PRUNE =
      "select tokenward_prune_audit(clock_timestamp() - make_interval(hours => 24 * $1), $2)";

  private final Vertx vertx;
  private final Pool pool;
  private final int days;
  private volatile boolean stopped;

  @Inject
  Retention(Vertx vertx, Pool pool, AuditSettings settings) {
    this.vertx = vertx;
    this.pool = pool;
    this.days = settings.retentionDays();
  }

  void start(@Observes StartupEvent started) {
    if (days > 0) {
      vertx.setTimer(FIRST_LOOK.toMillis(), unused -> look());
    }
  }

  /** Before the pool closes. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    stopped = true;
  }

  /**
   * Removes what is older than the settings say.
   *
   * @return how many entries were removed; zero where everything is kept. On the caller's context
   */
  public Uni<Long> prune() {
    if (days == 0) {
      return Uni.createFrom().item(0L);
    }
    Author author = Author.current();
    return CallerContext.returning(
        Uni.createFrom()
            .deferred(() -> pool.withTransaction(connection -> once(connection, author)))
            .repeat()
            .whilst(removed -> removed == BATCH)
            .collect()
            .with(Collectors.summingLong(Integer::longValue)));
  }

  private Uni<Integer> once(SqlConnection connection, Author author) {
    return connection
        .preparedQuery(SIGN)
        .execute(Tuple.of(author.text()))
        .chain(() -> connection.preparedQuery(PRUNE).execute(Tuple.of(days, BATCH)))
        .map(rows -> rows.iterator().next().getInteger(0))
        .ifNoItem()
        .after(PATIENCE)
        .fail();
  }

  private void look() {
    if (!stopped) {
      prune().subscribe().with(this::tell, Retention::complain);
      vertx.setTimer(BETWEEN_LOOKS.toMillis(), unused -> look());
    }
  }

  private void tell(long removed) {
    if (removed > 0) {
      LOG.infof(
          "Removed %d entries from the audit log, which were older than %d days.", removed, days);
    }
  }

  private static void complain(Throwable failure) {
    if (!StoreFailure.isOutage(failure) && !StoreFailure.isMissingSchema(failure)) {
      LOG.errorf("Old entries of the audit log can't be removed: %s", failure);
    }
  }
}
