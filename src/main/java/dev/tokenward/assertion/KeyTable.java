package dev.tokenward.assertion;

import dev.tokenward.store.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The table of keys. Blocks: not for event loops. */
@Singleton
class KeyTable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String READ =
      "select id, public_key, sealed_key, signs_from from assertion_keys order by signs_from, id";

  /** Says whose changes these are. */
  private static final String SIGN = "select set_config('tokenward.author', $1, true)";

  /** Until the transaction ends nobody else adds or deletes any. */
  private static final String LOCK = "lock table assertion_keys in share row exclusive mode";

  private static final String ADD =
      "insert into assertion_keys (id, public_key, sealed_key, signs_from) values ($1, $2, $3, $4)";

  private static final String DELETE = "delete from assertion_keys where id = any($1)";

  private final Pool pool;

  @Inject
  KeyTable(Pool pool) {
    this.pool = pool;
  }

  /**
   * What is to be done to the table.
   *
   * @param added new keys
   * @param deleted ids of old ones
   */
  record Change(List<StoredKey> added, List<UUID> deleted) {

    boolean isNone() {
      return added.isEmpty() && deleted.isEmpty();
    }
  }

  /** All keys, in the order in which they sign. */
  List<StoredKey> read() {
    return pool.query(READ).execute().map(KeyTable::keys).await().atMost(PATIENCE);
  }

  /** Changes the table by what it holds at that moment, and gives what it holds afterwards. */
  List<StoredKey> change(Function<List<StoredKey>, Change> decision) {
    return pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(SIGN)
                    .execute(Tuple.of(Author.SERVICE.text()))
                    .chain(() -> connection.query(LOCK).execute())
                    .chain(() -> connection.query(READ).execute())
                    .chain(rows -> write(decision.apply(keys(rows)), connection))
                    .chain(() -> connection.query(READ).execute())
                    .map(KeyTable::keys))
        .await()
        .atMost(PATIENCE);
  }

  private static Uni<Void> write(Change change, SqlConnection connection) {
    Uni<Void> written =
        connection
            .preparedQuery(DELETE)
            .execute(Tuple.of(change.deleted().toArray(UUID[]::new)))
            .replaceWithVoid();
    for (StoredKey key : change.added()) {
      written =
          written.chain(() -> connection.preparedQuery(ADD).execute(tuple(key)).replaceWithVoid());
    }
    return written;
  }

  private static Tuple tuple(StoredKey key) {
    return Tuple.of(
        key.id(), key.publicKey(), key.sealedKey(), key.signsFrom().atOffset(ZoneOffset.UTC));
  }

  private static List<StoredKey> keys(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(KeyTable::key).toList();
  }

  private static StoredKey key(Row row) {
    return new StoredKey(
        row.getUUID("id"),
        row.getString("public_key"),
        row.getString("sealed_key"),
        row.getOffsetDateTime("signs_from").toInstant());
  }
}
