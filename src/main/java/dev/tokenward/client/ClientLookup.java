package dev.tokenward.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds whose secret a text is, in one prepared statement of one round trip. */
@Singleton
class ClientLookup {

  private static final String BY_DIGEST =
      """
      select c.id, c.name, c.audience, c.throttle_per_minute
        from registered_client_secrets s join registered_clients c on c.id = s.client_id
       where s.digest = $1 and s.ended_at is null""";

  private final Pool pool;

  @Inject
  ClientLookup(Pool pool) {
    this.pool = pool;
  }

  /**
   * The client that has this secret; empty where none has it any more. Fails when the store takes
   * longer than this patience.
   */
  Uni<Optional<KnownClient>> byDigest(byte[] digest, Duration patience) {
    return Uni.createFrom()
        .emitter(
            answer ->
                pool.preparedQuery(BY_DIGEST)
                    .execute(Tuple.of(Buffer.buffer(digest)))
                    .timeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                    .map(ClientLookup::firstOf)
                    .onSuccess(answer::complete)
                    .onFailure(answer::fail));
  }

  private static Optional<KnownClient> firstOf(RowSet<Row> rows) {
    var iterator = rows.iterator();
    return iterator.hasNext() ? Optional.of(client(iterator.next())) : Optional.empty();
  }

  private static KnownClient client(Row row) {
    return new KnownClient(
        row.getUUID("id"),
        row.getString("name"),
        List.of(row.getArrayOfStrings("audience")),
        row.getInteger("throttle_per_minute"));
  }
}
