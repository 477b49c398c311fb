package dev.tokenward.store;

import dev.tokenward.config.RevocationSettings;
import dev.tokenward.eventloop.CallerContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every change of rights, and proves how recently it has heard of all of them.
 *
 * <p>One connection listens. PostgreSQL delivers what was notified on a connection before it
 * answers a query on it; so when a round trip is answered, all that was committed before it began
 * has been heard. Such a round trip is made at least every half second, and {@link #provenWithin}
 * tells how old the last one is. A pooling proxy or a standby can't carry this: the feed notices,
 * because the process that answers is not the one that it connected to, its own test notification
 * does not come back or its channel is not listened on, and proves nothing.
 *
 * <p>The proof is measured with the monotonic clock, so a step of the system's clock changes
 * nothing.
 */
@Singleton
public class ChangeFeed {

  private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

  private static final String CHANNEL = "tokenward";

  /** How often a proof is renewed; a shorter bound renews it more often. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(500);

  private static final int PROOFS_PER_BOUND = 4;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String IS_LISTENING =
      "select not pg_is_in_recovery()"
          + " and exists (select from pg_listening_channels() c where c = '"
          + CHANNEL
          + "') as listening, pg_backend_pid() as backend";

  private final Pool pool;
  private final Connections connections;
  private final Vertx vertx;
  private final Duration bound;
  private final List<Consumer<Changed>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong reconnects = new AtomicLong();

  /** The moment, on the monotonic clock, up to which all was heard; meaningless unless proven. */
  private volatile long provenAt;

  private volatile boolean proven;
  private volatile long roundTripNanos;
  private volatile @Nullable Listening listening;
  private volatile boolean stopped;
  private volatile boolean saidDown;

  @Inject
  ChangeFeed(Pool pool, Connections connections, Vertx vertx, RevocationSettings settings) {
    this.pool = pool;
    this.connections = connections;
    this.vertx = vertx;
    this.bound = settings.bound();
  }

  /**
   * Registers somebody who has to know. Call it while the application starts.
   *
   * @param listener is called on an event loop, for every change before the round trip that proves
   *     it is answered; must not block
   */
  public void onChange(Consumer<Changed> listener) {
    listeners.add(listener);
  }

  /**
   * Whether all that was committed longer ago than this has been heard.
   *
   * @param age at least zero
   * @return false also when the feed is down; may be called on any thread
   */
  public boolean provenWithin(Duration age) {
    return proven && System.nanoTime() - provenAt < age.toNanos();
  }

  /**
   * How old the last proof is.
   *
   * @return empty when there is none; may be called on any thread
   */
  public Optional<Duration> staleness() {
    return proven ? Optional.of(Duration.ofNanos(System.nanoTime() - provenAt)) : Optional.empty();
  }

  /**
   * Whether there is a connection that hears of all changes.
   *
   * @return false also where nothing is remembered, so that none is needed; may be called on any
   *     thread
   */
  public boolean isListening() {
    return proven;
  }

  /**
   * How long the last answered round trip took: a change is heard at most about this much later
   * than its commit.
   *
   * @return zero before the first
   */
  public Duration lag() {
    return Duration.ofNanos(roundTripNanos);
  }

  /**
   * How often the listening connection was made anew.
   *
   * @return since the start of the process
   */
  public long reconnects() {
    return reconnects.get();
  }

  /**
   * Runs what changes somebody's rights in a transaction of its own, and waits until this process
   * has heard of it.
   *
   * @param work on the transaction's session
   * @return what the work gave, once nothing that was answered before it can be answered here again
   * @param <T> the type of the item
   */
  public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
    return Sessions.writing(work).call(() -> CallerContext.returning(catchUp()));
  }

  /**
   * The same for what may change the rights of very many tokens, and gets half a minute.
   *
   * @param work on the transaction's session, in statements each of which is short
   * @return what the work gave, as above
   * @param <T> the type of the item
   */
  public <T> Uni<T> inLongTransaction(Supplier<Uni<T>> work) {
    return Sessions.writingMuch(work).call(() -> CallerContext.returning(catchUp()));
  }

  /**
   * Waits until this process has heard of all that is committed by now: what evicts a replica's own
   * cache before it answers. When that can't be proven, nothing that was heard before counts any
   * more, so nothing is answered from memory until the feed is back.
   *
   * @return an item when done; never a failure
   */
  Uni<Void> catchUp() {
    Listening current = listening;
    if (current == null) {
      hear(new Changed.Anything());
      return Uni.createFrom().voidItem();
    }
    return proof(current).onFailure().recoverWithNull();
  }

  void start(@Observes StartupEvent started) {
    if (!bound.isZero()) {
      vertx.getOrCreateContext().runOnContext(() -> connect(SHORTEST_PAUSE));
    }
  }

  /** Before the pool closes. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    stopped = true;
    Listening current = listening;
    if (current != null) {
      current.connection.closeAndForget();
    }
  }

  private void connect(Duration pause) {
    if (stopped) {
      return;
    }
    PgConnection.connect(vertx, connections.options())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .chain(this::listen)
        .subscribe()
        .with(this::beat, failure -> reconnect(null, failure, pause));
  }

  private Uni<Listening> listen(PgConnection connection) {
    Listening fresh = new Listening(connection);
    connection.notificationHandler(
        notification -> {
          fresh.testHeard |= notification.getPayload().equals(fresh.test);
          hear(notification.getPayload());
        });
    return connection
        .query("listen " + CHANNEL)
        .execute()
        .chain(() -> notifyOnAnotherConnection(fresh.test))
        .invoke(() -> hear(new Changed.Anything()))
        .chain(() -> roundTrip(fresh))
        .invoke(sent -> mustHaveHeard(fresh))
        .invoke(sent -> begin(fresh, sent))
        .replaceWith(fresh)
        .onFailure()
        .invoke(connection::closeAndForget);
  }

  private Uni<Void> notifyOnAnotherConnection(String test) {
    return pool.preparedQuery("select pg_notify($1, $2)")
        .execute(Tuple.of(CHANNEL, test))
        .replaceWithVoid();
  }

  /**
   * A pooling proxy makes up the process number that it tells at the start, and the process behind
   * it may serve somebody else the next moment. That the test notification came back would then be
   * luck, and no proof for what comes later.
   */
  private static void mustBeDirect(Listening current, int backend) {
    if (backend != current.connection.processId()) {
      throw new IllegalStateException(
          "the connection goes through a pooling proxy. Give the service a direct connection to the"
              + " primary");
    }
  }

  private static void mustHaveHeard(Listening fresh) {
    if (!fresh.testHeard) {
      throw new IllegalStateException(
          "a test notification did not come back: the connection goes through a proxy or to a"
              + " standby. Give the service a direct connection to the primary");
    }
  }

  /** Whoever closes it, PostgreSQL or the network, this connection proves nothing any more. */
  private void begin(Listening fresh, long sent) {
    fresh.connection.closeHandler(() -> lost(fresh, new IllegalStateException("it was closed")));
    listening = fresh;
    prove(fresh, sent);
    if (saidDown) {
      saidDown = false;
      LOG.info("Changes of rights are heard again; answers are cached again.");
    }
  }

  /** Renews the proof for as long as the connection lives. */
  private void beat(Listening current) {
    vertx.setTimer(
        interval().toMillis(),
        unused -> {
          if (listening == current && !stopped) {
            proof(current).subscribe().with(done -> beat(current), failure -> {});
          }
        });
  }

  private Uni<Void> proof(Listening current) {
    return Uni.createFrom()
        .deferred(() -> roundTrip(current))
        .invoke(sent -> prove(current, sent))
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> lost(current, failure));
  }

  /** One round trip; the item is the moment it began, on the monotonic clock. */
  private Uni<Long> roundTrip(Listening current) {
    long sent = System.nanoTime();
    return current
        .connection
        .query(IS_LISTENING)
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .invoke(
            rows -> {
              Row row = rows.iterator().next();
              if (!row.getBoolean("listening")) {
                throw new IllegalStateException("the connection does not listen any more");
              }
              mustBeDirect(current, row.getInteger("backend"));
            })
        .invoke(() -> roundTripNanos = System.nanoTime() - sent)
        .replaceWith(sent);
  }

  /**
   * Proofs of round trips that overlap may arrive in any order, and after their connection ended.
   */
  private synchronized void prove(Listening current, long sent) {
    if (listening == current && (!proven || sent - provenAt > 0)) {
      provenAt = sent;
      proven = true;
    }
  }

  private void lost(Listening current, Throwable failure) {
    synchronized (this) {
      if (stopped || listening != current) {
        return;
      }
      listening = null;
      proven = false;
    }
    current.connection.closeAndForget();
    reconnect(current, failure, SHORTEST_PAUSE);
  }

  private void reconnect(@Nullable Listening lost, Throwable failure, Duration pause) {
    if (stopped) {
      return;
    }
    reconnects.incrementAndGet();
    if (!saidDown) {
      saidDown = true;
      LOG.warnf(
          "Changes of rights can't be heard (%s); every token is looked up until they can.",
          lost == null ? failure : "connection lost: " + failure);
    }
    Duration next = pause.multipliedBy(2);
    vertx.setTimer(
        pause.toMillis(),
        unused -> connect(next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE));
  }

  private Duration interval() {
    Duration wanted = bound.dividedBy(PROOFS_PER_BOUND);
    return wanted.compareTo(LONGEST_INTERVAL) < 0 ? wanted : LONGEST_INTERVAL;
  }

  private void hear(String payload) {
    Changed.parse(payload).ifPresent(this::hear);
  }

  private void hear(Changed change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /** One connection that listens, and the test notification that it waits for at first. */
  private static final class Listening {

    private final PgConnection connection;
    private final String test = "?" + UUID.randomUUID();
    private volatile boolean testHeard;

    Listening(PgConnection connection) {
      this.connection = connection;
    }
  }
}
