package dev.tokenward.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pool as Quarkus would, and keeps how to connect: the feed of changes needs a connection
 * of its own, with the same address, credentials and TLS, that no pool takes back.
 *
 * <p>A network that has fallen silent, or a server that stands still, closes nothing. So a
 * connection on which nothing was heard for some seconds is closed from this side: what waits on it
 * fails, and the next query gets a new one. Otherwise TCP would try for a quarter of an hour, and
 * connections that were given up while they were made would be left behind on the server.
 */
@Singleton
class Connections implements PgPoolCreator {

  /** What the database's administrator sees of the feed's connection, before the process number. */
  private static final String FEED_NAME = "tokenward changes";

  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  /** Longer than anybody waits for an answer; shorter than a recovery may take. */
  private static final int MOST_SECONDS_OF_SILENCE = 6;

  /** The pool itself closes what nobody uses, well before it would count as silent. */
  private static final int MOST_SECONDS_UNUSED = 3;

  /** While the database stands still, whoever comes after these is told at once to come again. */
  private static final int MOST_WAITING = 1_000;

  private final AtomicReference<@Nullable PgConnectOptions> options = new AtomicReference<>();

  Connections() {}

  @Override
  public Pool create(Input input) {
    input.pgConnectOptionsList().forEach(Connections::bound);
    options.set(
        new PgConnectOptions(input.pgConnectOptionsList().get(0))
            .addProperty("application_name", FEED_NAME + " " + ProcessHandle.current().pid()));
    Pool pool =
        PgBuilder.pool()
            .with(bounded(input.poolOptions()))
            .connectingTo(new ArrayList<>(input.pgConnectOptionsList()))
            .using(input.vertx())
            .build();
    openOne(pool);
    return pool;
  }

  /**
   * While the rest of the service starts, so that the first request need not wait until the server
   * and this client have proved to each other that they know the password. If it fails, that
   * request tries again.
   */
  private static void openOne(Pool pool) {
    pool.getConnection().onSuccess(SqlConnection::close);
  }

  private static void bound(PgConnectOptions options) {
    options
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true)
        .setReadIdleTimeout(MOST_SECONDS_OF_SILENCE)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /**
   * The time that somebody waits for a connection is bounded by those who ask. The pool's own bound
   * stays off: in this version of the client its timer goes on after a failure, and every failed
   * query is reported once more, as an error of the client's, half a minute later.
   */
  private static PoolOptions bounded(PoolOptions options) {
    return options
        .setIdleTimeout(MOST_SECONDS_UNUSED)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setConnectionTimeout(0)
        .setMaxWaitQueueSize(MOST_WAITING);
  }

  /** How the feed connects; the pool has been made. */
  PgConnectOptions options() {
    PgConnectOptions known = options.get();
    if (known == null) {
      throw new IllegalStateException("The pool was not made yet");
    }
    return known;
  }
}
