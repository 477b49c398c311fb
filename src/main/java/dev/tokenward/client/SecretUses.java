package dev.tokenward.client;

import dev.tokenward.token.TokenDigest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each secret was used last. As with tokens, it is written down in one statement for
 * many secrets, and for each at most once a minute by each replica: no request waits for it, and
 * the time never goes backwards. An orderly stop writes the rest; while the store is away it is
 * kept until that is back.
 *
 * <p>There are at most {@link ClientService#MAX_CLIENTS} clients with {@link
 * ClientService#MAX_LIVE_SECRETS} secrets each that count, and none other is noted, so nothing here
 * needs a bound.
 */
@Singleton
class SecretUses {

  private static final Logger LOG = Logger.getLogger(SecretUses.class);

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
  private static final Duration LAST_FLUSH_LIMIT = Duration.ofSeconds(2);

  /** Services ask thousands of times a second, and nobody wants to know it that precisely. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  private static final String WRITE =
      """
      update registered_client_secrets s
         set last_used_at = used.at
        from unnest($1::bytea[], $2::timestamptz[]) as used(digest, at)
       where s.digest = used.digest and (s.last_used_at is null or s.last_used_at < used.at)""";

  private final Vertx vertx;
  private final Pool pool;
  private final Clock clock;
  private final ConcurrentMap<TokenDigest, Instant> unwritten = new ConcurrentHashMap<>();

  /** By a clock that nobody sets, which would put off what is to be written. */
  private final ConcurrentMap<TokenDigest, Long> writtenAt = new ConcurrentHashMap<>();

  private final AtomicBoolean writing = new AtomicBoolean();

  @Inject
  SecretUses(Vertx vertx, Pool pool, Clock clock) {
    this.vertx = vertx;
    this.pool = pool;
    this.clock = clock;
  }

  /** Notes that a secret was used now; never blocks. */
  void record(TokenDigest secret) {
    Instant now = clock.instant();
    @Nullable Instant noted = unwritten.get(secret);
    if (noted == null || noted.plus(RESOLUTION).isBefore(now)) {
      unwritten.put(secret, now);
    }
  }

  void start(@Observes StartupEvent started) {
    vertx.setPeriodic(INTERVAL.toMillis(), unused -> writeDue());
  }

  /** Before the pool closes. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    write(taken(Duration.ZERO, System.nanoTime()))
        .onFailure()
        .invoke(SecretUses::complain)
        .onFailure()
        .recoverWithNull()
        .await()
        .atMost(LAST_FLUSH_LIMIT);
  }

  private void writeDue() {
    if (writing.compareAndSet(false, true)) {
      write(taken(BETWEEN_WRITES, System.nanoTime()))
          .onTermination()
          .invoke(() -> writing.set(false))
          .subscribe()
          .with(done -> {}, SecretUses::complain);
    }
  }

  /**
   * Takes the uses of those secrets of which none was written for so long.
   *
   * @param now nanoseconds of any origin, never going backwards
   */
  Map<TokenDigest, Instant> taken(Duration age, long now) {
    writtenAt.values().removeIf(at -> now - at >= age.toNanos());
    Map<TokenDigest, Instant> taken = new HashMap<>();
    unwritten.forEach(
        (secret, at) -> {
          if (!writtenAt.containsKey(secret) && unwritten.remove(secret, at)) {
            taken.put(secret, at);
          }
        });
    taken.keySet().forEach(secret -> writtenAt.put(secret, now));
    return taken;
  }

  private Uni<Void> write(Map<TokenDigest, Instant> taken) {
    return taken.isEmpty()
        ? Uni.createFrom().voidItem()
        : pool.preparedQuery(WRITE)
            .execute(tuple(List.copyOf(taken.entrySet())))
            .replaceWithVoid()
            .onFailure()
            .invoke(() -> giveBack(taken));
  }

  /** What was used again meanwhile is known better. */
  void giveBack(Map<TokenDigest, Instant> taken) {
    taken.forEach(
        (secret, at) -> {
          writtenAt.remove(secret);
          unwritten.putIfAbsent(secret, at);
        });
  }

  private static Tuple tuple(List<Map.Entry<TokenDigest, Instant>> uses) {
    return Tuple.tuple()
        .addValue(
            uses.stream().map(use -> Buffer.buffer(use.getKey().toBytes())).toArray(Buffer[]::new))
        .addArrayOfOffsetDateTime(
            uses.stream()
                .map(use -> use.getValue().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new));
  }

  private static void complain(Throwable failure) {
    LOG.warnf("The last uses of some clients' secrets could not be written down yet: %s", failure);
  }
}
