package dev.tokenward.audit;

import dev.tokenward.eventloop.CallerContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the chain from its beginning to its end, as it is at one moment. It computes each hash
 * anew from what the entry says, and holds no more than a page of entries at a time.
 */
@Singleton
public class ChainCheck {

  /** Sealing takes about a second. */
  static final Duration LATE = Duration.ofMinutes(10);

  private static final int PAGE = 1_000;

  private static final String BEGIN = "begin isolation level repeatable read, read only";
  private static final String ANCHOR = "select sequence, hash from audit_anchor";
  private static final String PRUNED_UNSEALED =
      "select action, details from audit_inbox where action = '" + ChainWalk.PRUNED + "'";
  private static final String UNSEALED =
      "select count(*) as unsealed, min(happened_at) as since,"
          + " coalesce(min(happened_at) < now() - interval '"
          + LATE.toSeconds()
          + " seconds', false) as late from audit_inbox";

  private static final ChainReport WITHOUT_ANCHOR =
      new ChainReport.Broken(1, null, "The row that says where the log begins is missing.");

  private final Pool pool;

  @Inject
  ChainCheck(Pool pool) {
    this.pool = pool;
  }

  /**
   * Checks the chain. It reads all of the log, so it may take long.
   *
   * @param noted a place in the chain that was noted earlier, elsewhere; empty for none
   * @return what came of it; on the caller's context
   */
  public Uni<ChainReport> check(Optional<ChainLink> noted) {
    return CallerContext.returning(atOneMoment(connection -> check(connection, noted)));
  }

  private <T> Uni<T> atOneMoment(Function<SqlConnection, Uni<T>> work) {
    return pool.withConnection(
        connection ->
            connection
                .query(BEGIN)
                .execute()
                .chain(() -> work.apply(connection))
                .eventually(() -> connection.query("rollback").execute()));
  }

  private static Uni<ChainReport> check(SqlConnection connection, Optional<ChainLink> noted) {
    return connection
        .query(ANCHOR)
        .execute()
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(WITHOUT_ANCHOR)
                    : check(connection, link(rows.iterator().next()), noted));
  }

  private static Uni<ChainReport> check(
      SqlConnection connection, ChainLink anchor, Optional<ChainLink> noted) {
    return noted.filter(known -> known.sequence() < anchor.sequence()).isPresent()
        ? Uni.createFrom().item(new ChainReport.Forgotten(anchor))
        : walk(connection, anchor, new ChainWalk(anchor, noted));
  }

  private static Uni<ChainReport> walk(SqlConnection connection, ChainLink anchor, ChainWalk walk) {
    return pages(connection, walk)
        .onItem()
        .ignoreAsUni()
        .chain(() -> connection.query(PRUNED_UNSEALED).execute())
        .invoke(rows -> rows.forEach(row -> walk.note(row.getString(0), row.getString(1))))
        .chain(
            () ->
                walk.end()
                    .map(broken -> Uni.createFrom().<ChainReport>item(broken))
                    .orElseGet(() -> ended(connection, anchor, walk.place())));
  }

  private static Multi<List<AuditEntry>> pages(SqlConnection connection, ChainWalk walk) {
    return Uni.createFrom()
        .deferred(() -> AuditTable.after(connection, walk.place().sequence(), PAGE))
        .invoke(page -> page.forEach(walk::step))
        .repeat()
        .whilst(page -> page.size() == PAGE && !walk.isOver());
  }

  private static Uni<ChainReport> ended(
      SqlConnection connection, ChainLink anchor, ChainLink head) {
    return connection
        .query(UNSEALED)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                row.getBoolean("late")
                    ? new ChainReport.Late(
                        row.getLong("unsealed"), row.getOffsetDateTime("since").toInstant())
                    : new ChainReport.Intact(anchor, head, row.getLong("unsealed")));
  }

  private static ChainLink link(Row row) {
    return new ChainLink(row.getLong("sequence"), AuditTable.hex(row, "hash"));
  }
}
