package dev.tokenward.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pool as Quarkus would, and keeps how to connect: the feed of changes needs a connection
 * of its own, with the same address, credentials and TLS, that no pool takes back.
 */
@Singleton
class Connections implements PgPoolCreator {

  /** What the database's administrator sees of the feed's connection, before the process number. */
  private static final String FEED_NAME = "tokenward changes";

  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  private final AtomicReference<@Nullable PgConnectOptions> options = new AtomicReference<>();

  Connections() {}

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(each -> each.setConnectTimeout(CONNECT_TIMEOUT_MILLIS).setTcpKeepAlive(true));
    options.set(
        new PgConnectOptions(input.pgConnectOptionsList().get(0))
            .addProperty("application_name", FEED_NAME + " " + ProcessHandle.current().pid()));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(new ArrayList<>(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
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
