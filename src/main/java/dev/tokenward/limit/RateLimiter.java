package dev.tokenward.limit;

import dev.tokenward.eventloop.CallerContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Spends budgets: of this process alone, or of all replicas where Redis is configured. When Redis
 * does not answer, this process' own budgets take over, so a limit is never open and never shut:
 * with N replicas up to N times the limit passes until Redis is back, which is asked again after a
 * second.
 */
@Singleton
public class RateLimiter {

  private static final Logger LOG = Logger.getLogger(RateLimiter.class);

  private static final long MOST_KEYS = 100_000;
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  private final LocalLimiter local = new LocalLimiter(MOST_KEYS, System::nanoTime);
  private final Optional<SharedLimiter> shared;
  private final Counter granted;
  private final Counter refused;
  private volatile long awaySince;
  private volatile boolean away;

  @Inject
  RateLimiter(InjectableInstance<Redis> redis, MeterRegistry registry) {
    this.shared =
        redis.getHandle().getBean().isActive()
            ? Optional.of(new SharedLimiter(redis.get(), PATIENCE))
            : Optional.empty();
    this.granted = counter(registry, "granted");
    this.refused = counter(registry, "refused");
    Gauge.builder("tokenward.limits.shared.away", this, limiter -> limiter.away ? 1 : 0)
        .description("1 while Redis does not answer and each replica limits for itself")
        .register(registry);
  }

  /**
   * Whether the budgets are only this process' own, so that {@link #spendHere} is all there is.
   *
   * @return false where Redis is configured and answers
   */
  public boolean isLocal() {
    return shared.isEmpty() || isAway();
  }

  /**
   * Spends one unit of this process' own budgets. Never blocks; may be called on any thread.
   *
   * @param key whose budget
   * @param perMinute its size, at least 1
   * @return what is left
   */
  public Budget spendHere(String key, int perMinute) {
    return counted(local.spend(key, new Gcra(perMinute)));
  }

  /**
   * Spends one unit of the budgets that are shared, or of this process' own where none are.
   *
   * @param key whose budget
   * @param perMinute its size, at least 1
   * @return what is left; never a failure
   */
  public Uni<Budget> spend(String key, int perMinute) {
    if (isLocal()) {
      return Uni.createFrom().item(spendHere(key, perMinute));
    }
    return CallerContext.returning(shared.orElseThrow().spend(key, new Gcra(perMinute)))
        .invoke(this::isBack)
        .map(this::counted)
        .onFailure()
        .recoverWithItem(failure -> spendWithoutRedis(key, perMinute, failure));
  }

  private Budget spendWithoutRedis(String key, int perMinute, Throwable failure) {
    if (!away) {
      LOG.warnf(
          "Redis does not answer (%s); each replica limits for itself until it does.", failure);
    }
    awaySince = System.nanoTime();
    away = true;
    return spendHere(key, perMinute);
  }

  private void isBack() {
    if (away) {
      away = false;
      LOG.info("Redis answers again; limits are shared again.");
    }
  }

  private boolean isAway() {
    return away && System.nanoTime() - awaySince < ASK_AGAIN_AFTER.toNanos();
  }

  private Budget counted(Budget budget) {
    (budget.granted() ? granted : refused).increment();
    return budget;
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("tokenward.limits")
        .description("Requests that were measured against a rate limit")
        .tag("outcome", outcome)
        .register(registry);
  }
}
