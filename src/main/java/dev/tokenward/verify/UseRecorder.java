package dev.tokenward.verify;

import dev.tokenward.verify.TokenVerifier.Use;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when, from where and with what each token last passed, and how often on which day. It
 * is written down in one statement for many tokens, and for each token at most once a minute by
 * each replica: no request waits for it, and the time never goes backwards.
 *
 * <p>An orderly stop writes the rest. A crash loses what was not written yet: at most the last
 * minute and five seconds. When the store is away the counts are kept until it is back.
 */
@Singleton
class UseRecorder {

  private static final Logger LOG = Logger.getLogger(UseRecorder.class);

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
  private static final Duration LAST_FLUSH_LIMIT = Duration.ofSeconds(2);

  /** Uses of more different tokens than this within a minute are not remembered. */
  private static final int MOST_REMEMBERED = 200_000;

  /** How many tokens one statement writes. */
  private static final int BATCH = 5_000;

  private static final String WRITE =
      """
      with touched as (
        update personal_access_tokens t
           set last_used_at = used.at, last_used_ip = used.ip, last_used_agent = used.agent
          from unnest($1::uuid[], $2::timestamptz[], $3::varchar[], $4::varchar[])
               as used(id, at, ip, agent)
         where t.id = used.id and (t.last_used_at is null or t.last_used_at < used.at))
      insert into token_uses as known (token_id, day, uses)
      select counted.id, counted.day, counted.uses
        from unnest($5::uuid[], $6::date[], $7::bigint[]) as counted(id, day, uses)
       where exists (select from personal_access_tokens t where t.id = counted.id)
       order by counted.id
          on conflict (token_id, day) do update set uses = known.uses + excluded.uses""";

  private final Vertx vertx;
  private final Pool pool;
  private final ConcurrentMap<UUID, TokenUses> uses = new ConcurrentHashMap<>();
  private final AtomicBoolean writing = new AtomicBoolean();

  @Inject
  UseRecorder(Vertx vertx, Pool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /** Notes a use; never blocks. */
  void record(UUID token, Instant at, Use use) {
    @Nullable TokenUses known = uses.get(token);
    if ((known == null || !known.add(at, use)) && uses.size() < MOST_REMEMBERED) {
      uses.compute(token, (id, current) -> with(current, fresh -> fresh.add(at, use)));
    }
  }

  void start(@Observes StartupEvent started) {
    vertx.setPeriodic(INTERVAL.toMillis(), unused -> writeDue());
  }

  /** Before the pool closes. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    write(taken(Duration.ZERO))
        .onFailure()
        .invoke(UseRecorder::complain)
        .onFailure()
        .recoverWithNull()
        .await()
        .atMost(LAST_FLUSH_LIMIT);
  }

  private void writeDue() {
    if (writing.compareAndSet(false, true)) {
      write(taken(BETWEEN_WRITES))
          .onTermination()
          .invoke(() -> writing.set(false))
          .subscribe()
          .with(done -> {}, UseRecorder::complain);
    }
  }

  /** Takes what was not written for so long, and forgets tokens that are not used any more. */
  private List<Counted> taken(Duration age) {
    List<Counted> taken = new ArrayList<>();
    long now = System.nanoTime();
    uses.forEach(
        (token, used) -> {
          if (used.retireIfIdle(age, now)) {
            uses.remove(token, used);
          } else {
            used.take(age, now).ifPresent(unwritten -> taken.add(new Counted(token, unwritten)));
          }
        });
    return taken;
  }

  private Uni<Void> write(List<Counted> rows) {
    Uni<Void> written = Uni.createFrom().voidItem();
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<Counted> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
      written = written.chain(() -> writeBatch(batch));
    }
    return written;
  }

  private Uni<Void> writeBatch(List<Counted> rows) {
    return pool.preparedQuery(WRITE)
        .execute(tuple(rows))
        .replaceWithVoid()
        .onFailure()
        .invoke(() -> rows.forEach(this::giveBack));
  }

  private void giveBack(Counted row) {
    uses.compute(
        row.token(), (id, current) -> with(current, fresh -> fresh.giveBack(row.unwritten())));
  }

  /** The current counter, or a new one where there is none that counts. */
  private static TokenUses with(@Nullable TokenUses current, Predicate<TokenUses> action) {
    if (current != null && action.test(current)) {
      return current;
    }
    TokenUses fresh = new TokenUses();
    if (!action.test(fresh)) {
      throw new IllegalStateException("A new counter counts");
    }
    return fresh;
  }

  private static Tuple tuple(List<Counted> tokens) {
    List<CountedDay> days =
        tokens.stream()
            .flatMap(
                each ->
                    each.unwritten().perDay().entrySet().stream()
                        .map(day -> new CountedDay(each.token(), day.getKey(), day.getValue())))
            .toList();
    return Tuple.tuple()
        .addArrayOfUUID(array(tokens, Counted::token, UUID[]::new))
        .addArrayOfOffsetDateTime(
            array(
                tokens,
                each -> each.unwritten().last().atOffset(ZoneOffset.UTC),
                OffsetDateTime[]::new))
        .addArrayOfString(array(tokens, each -> each.unwritten().address(), String[]::new))
        .addArrayOfString(array(tokens, each -> each.unwritten().agent(), String[]::new))
        .addArrayOfUUID(array(days, CountedDay::token, UUID[]::new))
        .addArrayOfLocalDate(array(days, CountedDay::day, LocalDate[]::new))
        .addArrayOfLong(array(days, CountedDay::count, Long[]::new));
  }

  private static <S, T> T[] array(List<S> rows, Function<S, T> column, IntFunction<T[]> type) {
    return rows.stream().map(column).toArray(type);
  }

  private static void complain(Throwable failure) {
    LOG.warnf("The last uses of some tokens could not be written down yet: %s", failure);
  }

  /** What is to be written of one token. */
  private record Counted(UUID token, TokenUses.Unwritten unwritten) {}

  /** The uses of one token on one day. */
  private record CountedDay(UUID token, LocalDate day, long count) {}
}
