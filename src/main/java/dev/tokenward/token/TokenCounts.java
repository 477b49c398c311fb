package dev.tokenward.token;

import dev.tokenward.config.TokenwardSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many tokens there are in each state, and in how many days the live ones end. Whoever
 * reads the metrics is told what was counted last, and has it counted anew behind their back when
 * that is too old: so nobody waits, and nothing is counted that nobody reads.
 *
 * <p>Of very many tokens a sample of the table's pages is read and scaled up, so that it costs no
 * more with ten million tokens than with some hundred thousand, and several replicas can do it.
 */
@Singleton
class TokenCounts {

  private static final Logger LOG = Logger.getLogger(TokenCounts.class);

  /** About as many are read, of however many: some tenths of a second of the database. */
  private static final int MOST_READ = 200_000;

  /** The upper bounds of the histogram; all others end later. */
  private static final List<Integer> DAYS = List.of(1, 7, 14, 30, 90, 365);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String LIVE = "revoked_at is null and expires_at > $1";

  /**
   * In this order: revoked, expired, active, and of the active ones those that end by each bound.
   */
  private static final int REVOKED = 0;

  private static final int EXPIRED = 1;
  private static final int ACTIVE = 2;
  private static final int FIRST_BOUND = 3;

  /** The number of rows is the planner's, which the database keeps anyway. */
  private static final String COUNT =
      "with part as (select least(100, 100.0 * "
          + MOST_READ
          + " / greatest(1, reltuples)) as percent from pg_class"
          + " where oid = 'personal_access_tokens'::regclass) select "
          + counts()
          + ", (select percent from part)::float8 as percent from personal_access_tokens"
          + " tablesample system ((select percent from part))";

  private final Pool pool;
  private final Clock clock;
  private final Duration interval;
  private final AtomicLong dueAt = new AtomicLong(System.nanoTime());
  private volatile @Nullable Counted counted;

  @Inject
  TokenCounts(Pool pool, Clock clock, TokenwardSettings settings) {
    this.pool = pool;
    this.clock = clock;
    this.interval = settings.tokenCounts();
  }

  /** What was counted, scaled up to all tokens. */
  private record Counted(List<Double> numbers) {}

  void start(@Observes StartupEvent started, MeterRegistry registry) {
    if (interval.isZero()) {
      return;
    }
    state(registry, "active", ACTIVE);
    state(registry, "expired", EXPIRED);
    state(registry, "revoked", REVOKED);
    for (int i = 0; i < DAYS.size(); i++) {
      bucket(registry, DAYS.get(i).toString(), FIRST_BOUND + i);
    }
    bucket(registry, "+Inf", ACTIVE);
  }

  private void state(MeterRegistry registry, String state, int column) {
    Gauge.builder("tokenward.tokens", this, counts -> counts.number(column))
        .description("Tokens by state; an estimate where there are very many")
        .tag("state", state)
        .register(registry);
  }

  private void bucket(MeterRegistry registry, String days, int column) {
    Gauge.builder("tokenward.tokens.expiry.days.bucket", this, counts -> counts.number(column))
        .description("Active tokens that end within so many days: a histogram")
        .tag("le", days)
        .register(registry);
  }

  /** The last count; not a number while there is none. */
  private double number(int column) {
    long due = dueAt.get();
    long now = System.nanoTime();
    if (now - due >= 0 && dueAt.compareAndSet(due, now + interval.toNanos())) {
      count();
    }
    Counted last = counted;
    return last == null ? Double.NaN : last.numbers().get(column);
  }

  private void count() {
    pool.preparedQuery(COUNT)
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> counted(rows.iterator().next()))
        .subscribe()
        .with(fresh -> counted = fresh, this::fail);
  }

  /** Whatever is wrong with the database is said by those who need it more. */
  private void fail(Throwable failure) {
    counted = null;
    LOG.debugf("Tokens could not be counted: %s", failure);
  }

  private static Counted counted(Row row) {
    double scale = 100 / row.getDouble("percent");
    return new Counted(
        Stream.iterate(0, column -> column + 1)
            .limit(FIRST_BOUND + DAYS.size())
            .map(column -> (double) Math.round(row.getLong(column) * scale))
            .toList());
  }

  private static String counts() {
    Stream<String> states =
        Stream.of("revoked_at is not null", "revoked_at is null and expires_at <= $1", LIVE);
    Stream<String> bounds =
        DAYS.stream().map(days -> LIVE + " and expires_at <= $1 + interval '" + days + " days'");
    return Stream.concat(states, bounds)
        .map(condition -> "count(*) filter (where " + condition + ")")
        .collect(Collectors.joining(", "));
  }
}
