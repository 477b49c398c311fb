package dev.tokenward.audit;

import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the log. What was committed before a question is in its answer: it is sealed first, if it
 * was not. Whether the caller may is checked before. Each method runs on a duplicated Vert.x
 * context.
 */
@Singleton
public class AuditLog {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How many entries are in memory at a time, for each export. */
  private static final int PAGE = 500;

  /** How many there are, and the first and the last of them. */
  private static final String RANGE =
      "select count(*), min(sequence), max(sequence) from audit_log where ";

  /** The numbers have no gaps, so nothing has to be read but the two ends. */
  private static final String WHOLE_RANGE =
      "select coalesce(max(sequence) - min(sequence) + 1, 0), min(sequence), max(sequence)"
          + " from audit_log";

  private final Sealing sealing;
  private final Pool pool;

  @Inject
  AuditLog(Sealing sealing, Pool pool) {
    this.sealing = sealing;
    this.pool = pool;
  }

  /**
   * Finds entries, in the order in which they were sealed.
   *
   * @param query which
   * @param part which part of them, searched how
   * @return that part
   */
  public Uni<Page<AuditEntry>> find(AuditQuery query, PageRequest part) {
    return sealing
        .now()
        .chain(() -> range(query, part))
        .chain(range -> rows(query, part, range).map(rows -> new Page<>(range.total(), rows)));
  }

  /**
   * Reads many entries, a page at a time: the next one is asked for once the one before was taken.
   *
   * @param query which
   * @param after the number behind which to begin, 0 for the first
   * @param most the most entries, at least 1
   * @return pages of entries, the oldest first
   */
  public Multi<List<AuditEntry>> export(AuditQuery query, long after, int most) {
    AtomicLong place = new AtomicLong(after);
    AtomicInteger left = new AtomicInteger(most);
    return Multi.createFrom()
        .uni(sealing.now())
        .onItem()
        .transformToMultiAndConcatenate(unused -> Multi.createFrom().<List<AuditEntry>>empty())
        .onCompletion()
        .switchTo(
            () ->
                Uni.createFrom()
                    .deferred(() -> next(query, place, left))
                    .repeat()
                    .whilst(page -> page.size() == PAGE && left.get() > 0));
  }

  private Uni<List<AuditEntry>> next(AuditQuery query, AtomicLong place, AtomicInteger left) {
    Filter filter = query.filter();
    filter.add("sequence > ", place.get());
    String sql =
        "select "
            + AuditTable.COLUMNS
            + " from audit_log where "
            + filter.sql()
            + " order by sequence limit "
            + Math.min(PAGE, left.get());
    return ask(sql, filter)
        .map(AuditTable::entries)
        .invoke(
            page -> {
              left.addAndGet(-page.size());
              page.forEach(entry -> place.set(entry.sequence()));
            });
  }

  /** Between which entries those are that are looked for, and how many; of none the ends are 0. */
  private record Range(long total, long first, long last) {}

  private Uni<Range> range(AuditQuery query, PageRequest part) {
    Filter filter = searched(query, part);
    String sql = filter.isEmpty() ? WHOLE_RANGE : RANGE + filter.sql();
    return ask(sql, filter).map(rows -> range(rows.iterator().next()));
  }

  private static Range range(Row row) {
    long total = row.getLong(0);
    return total == 0 ? new Range(0, 0, 0) : new Range(total, row.getLong(1), row.getLong(2));
  }

  /** PostgreSQL does not know that the order of the numbers is nearly that of the moments. */
  private Uni<List<AuditEntry>> rows(AuditQuery query, PageRequest part, Range range) {
    Filter filter = searched(query, part);
    filter.add("sequence >= ", range.first());
    filter.add("sequence <= ", range.last());
    String sql =
        "select "
            + AuditTable.COLUMNS
            + " from audit_log where "
            + filter.sql()
            + " order by sequence "
            + (part.descending() ? "desc" : "asc")
            + " limit "
            + part.limit()
            + " offset "
            + part.offset();
    return ask(sql, filter).map(AuditTable::entries);
  }

  private static Filter searched(AuditQuery query, PageRequest part) {
    Filter filter = query.filter();
    if (!part.search().isEmpty()) {
      String pattern = filter.parameter(part.searchPattern());
      filter.add(
          "(lower(actor_name) like %1$s escape '!' or lower(target_name) like %1$s escape '!'"
                  .formatted(pattern)
              + " or action like %1$s escape '!')".formatted(pattern));
    }
    return filter;
  }

  private Uni<RowSet<Row>> ask(String sql, Filter filter) {
    return CallerContext.returning(
        pool.preparedQuery(sql).execute(filter.values()).ifNoItem().after(PATIENCE).fail());
  }
}
