package dev.tokenward.verify;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Remembers when and from where each token last passed, and writes that down every few seconds in
 * one statement: no request waits for it, a busy token costs at most one write a minute, and the
 * time never goes backwards. An orderly stop writes the rest; a crash loses the last few seconds.
 */
@Singleton
class LastUsedRecorder {

  private static final Logger LOG = Logger.getLogger(LastUsedRecorder.class);

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration LAST_FLUSH_LIMIT = Duration.ofSeconds(2);

  /** Uses beyond this many different tokens within one interval are not remembered. */
  private static final int MOST_REMEMBERED = 100_000;

  private static final String FLUSH =
      """
      update personal_access_tokens t
         set last_used_at = used.at, last_used_ip = used.ip
        from unnest($1::uuid[], $2::timestamptz[], $3::varchar[]) as used(id, at, ip)
       where t.id = used.id
         and (t.last_used_at is null or t.last_used_at <= used.at - interval '1 minute')""";

  private final Vertx vertx;
  private final Pool pool;
  private final ConcurrentMap<UUID, LastUse> uses = new ConcurrentHashMap<>();

  @Inject
  LastUsedRecorder(Vertx vertx, Pool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /** The latest use of one token. */
  private record LastUse(Instant at, String address) {}

  /** Notes a use; never blocks. */
  void record(UUID token, Instant at, String address) {
    if (uses.size() < MOST_REMEMBERED || uses.containsKey(token)) {
      uses.put(token, new LastUse(at.truncatedTo(ChronoUnit.SECONDS), address));
    }
  }

  void start(@Observes StartupEvent started) {
    vertx.setPeriodic(
        INTERVAL.toMillis(),
        unused -> flush().subscribe().with(done -> {}, LastUsedRecorder::complain));
  }

  /** Before the pool closes. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    flush()
        .onFailure()
        .invoke(LastUsedRecorder::complain)
        .onFailure()
        .recoverWithNull()
        .await()
        .atMost(LAST_FLUSH_LIMIT);
  }

  private Uni<Void> flush() {
    List<UUID> tokens = new ArrayList<>(uses.keySet());
    if (tokens.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> ids = new ArrayList<>(tokens.size());
    List<OffsetDateTime> times = new ArrayList<>(tokens.size());
    List<String> addresses = new ArrayList<>(tokens.size());
    for (UUID token : tokens) {
      LastUse use = uses.remove(token);
      if (use != null) {
        ids.add(token);
        times.add(use.at().atOffset(ZoneOffset.UTC));
        addresses.add(use.address());
      }
    }
    Tuple rows =
        Tuple.of(
            ids.toArray(UUID[]::new),
            times.toArray(OffsetDateTime[]::new),
            addresses.toArray(String[]::new));
    return pool.preparedQuery(FLUSH).execute(rows).replaceWithVoid();
  }

  private static void complain(Throwable failure) {
    LOG.warnf("The last uses of some tokens could not be written down: %s", failure);
  }
}
