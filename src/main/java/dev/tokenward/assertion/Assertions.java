package dev.tokenward.assertion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Principal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Signed statements of who is behind a token, for one service and one minute. One is handed out
 * again and again while it has half of its life left, so that a token that is used all the time is
 * signed for every thirty seconds. Only who has just verified the token may ask.
 *
 * <p>To sign costs some hundred microseconds, so it is done by few threads, in front of which a
 * bounded number waits.
 */
@Singleton
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSWMS",
      "com.github.benmanes.caffeine.cache.SSMSW"
    })
public class Assertions {

  private static final Duration LEAST_LEFT = KeyTimes.LIFE.dividedBy(2);
  private static final int MOST_REMEMBERED = 5_000;
  private static final int MOST_WAITING = 1_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final AssertionKeys keys;
  private final Clock clock;
  private final String issuer;
  private final ThreadPoolExecutor workers;
  private final Cache<Use, Signed> signed =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(LEAST_LEFT).build();
  private final ConcurrentMap<Wanted, CompletableFuture<Signed>> beingSigned =
      new ConcurrentHashMap<>();

  @Inject
  Assertions(AssertionKeys keys, Clock clock, AppSettings app) {
    this.keys = keys;
    this.clock = clock;
    this.issuer = BaseUrl.of(app).text();
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.workers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Assertions::thread);
    this.workers.allowCoreThreadTimeOut(true);
  }

  /** Where which token is used. */
  private record Use(UUID token, String audience) {}

  /** What is to be signed. */
  private record Wanted(Principal caller, String audience) {}

  /** What was signed, about whom, and when. */
  private record Signed(Principal caller, String text, Instant at) {}

  /**
   * Whether the operator wants assertions.
   *
   * @return false where nobody may ask for any
   */
  public boolean areWanted() {
    return keys.areWanted();
  }

  /**
   * An assertion that was signed before. Never blocks.
   *
   * @param caller who was just verified, with a token
   * @param audience the service that it is for
   * @return a JWT that counts for 30 seconds more at least, or until the token ends; null when
   *     there is none
   */
  public @Nullable String known(Principal caller, String audience) {
    @Nullable Signed last = signed.getIfPresent(use(caller, audience));
    return last != null
            && last.caller().equals(caller)
            && clock.instant().isBefore(last.at().plus(LEAST_LEFT))
        ? last.text()
        : null;
  }

  /**
   * Signs an assertion.
   *
   * @param caller who was just verified, with a token
   * @param audience the service that it is for
   * @return a JWT, on the caller's context; fails with {@link Problem.Unavailable} when there is no
   *     key yet, or too many wait
   */
  public Uni<String> sign(Principal caller, String audience) {
    return CallerContext.returning(
            Uni.createFrom().completionStage(() -> begun(new Wanted(caller, audience))))
        .map(Signed::text)
        .onFailure()
        .transform(unavailable -> new ProblemException(new Problem.Unavailable(RETRY_AFTER)));
  }

  /**
   * The public keys with which assertions can be checked (RFC 7517).
   *
   * @return a JWK set as JSON
   */
  public String keySet() {
    return Jwt.keySet(keys.published());
  }

  /**
   * How long {@link #keySet} may be remembered.
   *
   * @return shorter than a key is published before it signs
   */
  public Duration keySetMayBeCached() {
    return keys.times().mayBeCached();
  }

  /** Who asks for the same meanwhile gets the same. */
  private CompletableFuture<Signed> begun(Wanted wanted) {
    CompletableFuture<Signed> begun =
        beingSigned.computeIfAbsent(
            wanted, unused -> CompletableFuture.supplyAsync(() -> signed(wanted), workers));
    return begun.whenComplete((done, failure) -> beingSigned.remove(wanted, begun));
  }

  private Signed signed(Wanted wanted) {
    AssertionKey key =
        keys.current().orElseThrow(() -> new RejectedExecutionException("There is no key yet"));
    Instant now = clock.instant();
    Signed fresh =
        new Signed(
            wanted.caller(), Jwt.signed(wanted.caller(), issuer, wanted.audience(), now, key), now);
    signed.put(use(wanted.caller(), wanted.audience()), fresh);
    return fresh;
  }

  private static Use use(Principal caller, String audience) {
    return new Use(caller.token().orElseThrow().id(), audience);
  }

  @PreDestroy
  void stop() {
    workers.shutdown();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "assertion");
    thread.setDaemon(true);
    return thread;
  }
}
