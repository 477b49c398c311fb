package dev.tokenward.user;

import dev.tokenward.config.BcryptSettings;
import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * bcrypt, kept away from the event loops and from most of the processors. One check costs tens of
 * milliseconds on purpose; so few run at once, at the lowest priority, a bounded number waits, and
 * what comes on top of that is refused. A flood of passwords therefore can't slow those who bring a
 * token.
 */
@Singleton
public class PasswordHasher {

  /** More than a client would wait for anyway. */
  private static final int MOST_WAITING = 64;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final Pattern COST = Pattern.compile("\\$2[abxy]\\$([0-9]{2})\\$");

  private final int rounds;
  private final ThreadPoolExecutor workers;
  private final String hashOfNothing;

  @Inject
  PasswordHasher(BcryptSettings bcrypt, TokenwardSettings settings, MeterRegistry registry) {
    this.rounds = bcrypt.rounds();
    int atOnce =
        settings
            .passwordChecks()
            .orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    this.workers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            PasswordHasher::thread);
    this.workers.allowCoreThreadTimeOut(true);
    measure(registry);
    this.hashOfNothing = hashOfNothing(rounds);
  }

  /**
   * A hash that is the outcome of no password, as nobody knows one that gives these random bits.
   * Hashing something instead would take a start as long as a sign-in.
   */
  private static String hashOfNothing(int rounds) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[BCryptPassword.BCRYPT_SALT_SIZE];
    byte[] outcome = new byte[BCryptPassword.BCRYPT_HASH_SIZE];
    random.nextBytes(salt);
    random.nextBytes(outcome);
    try {
      return ModularCrypt.encodeAsString(
          BCryptPassword.createRaw(BCryptPassword.ALGORITHM_BCRYPT, outcome, salt, rounds));
    } catch (InvalidKeySpecException notBcrypt) {
      throw new IllegalStateException(notBcrypt);
    }
  }

  private void measure(MeterRegistry registry) {
    Gauge.builder("tokenward.passwords.waiting", workers, pool -> pool.getQueue().size())
        .description(
            "Passwords that wait to be checked or hashed; beyond %d they are turned away"
                .formatted(MOST_WAITING))
        .register(registry);
    Gauge.builder("tokenward.passwords.working", workers, ThreadPoolExecutor::getActiveCount)
        .description("Passwords that are being checked or hashed")
        .register(registry);
  }

  /**
   * Hashes a new password.
   *
   * @param password at most {@link Password#MAX_BYTES} long
   * @return the hash in the modular crypt format; fails with {@link Problem.Unavailable} when too
   *     many wait
   */
  Uni<String> hash(Password password) {
    return onWorker(() -> BcryptUtil.bcryptHash(password.text(), rounds))
        .onFailure(RejectedExecutionException.class)
        .transform(tooMany -> new ProblemException(new Problem.Unavailable(RETRY_AFTER)));
  }

  /**
   * Checks a password. Blocking: only for work given to {@link #onWorker}.
   *
   * @param password as presented
   * @param hash what is stored, or null when there is no such user: then the same work is done for
   *     nothing, so that time does not tell which usernames exist
   * @return whether the password is right
   */
  boolean matches(Password password, @Nullable String hash) {
    boolean possible = hash != null && password.isUsable();
    String stored = hash != null && possible ? asKnown(hash) : hashOfNothing;
    String presented = possible ? password.text() : "";
    try {
      boolean right = BcryptUtil.matches(presented, stored);
      makeUpFor(stored);
      return right && possible;
    } catch (RuntimeException notABcryptHash) {
      BcryptUtil.matches(presented, hashOfNothing);
      return false;
    }
  }

  /**
   * A hash from before the rounds were raised takes less time, which would tell that there is such
   * a user. The cost doubles with each round, so one more hash of each cost from its own up to the
   * current one adds up to the same.
   */
  private void makeUpFor(String stored) {
    for (int cost = costOf(stored); cost < rounds; cost++) {
      BcryptUtil.bcryptHash("", cost);
    }
  }

  private int costOf(String hash) {
    Matcher cost = COST.matcher(hash);
    return cost.lookingAt() ? Integer.parseInt(cost.group(1)) : rounds;
  }

  /**
   * Runs work that may block on one of the few threads for passwords, and continues where the
   * caller was.
   *
   * @param work what to run
   * @return its result; fails with {@link RejectedExecutionException} when too many wait
   */
  <T> Uni<T> onWorker(Supplier<T> work) {
    return CallerContext.returning(
        Uni.createFrom().completionStage(() -> CompletableFuture.supplyAsync(work, workers)));
  }

  @PreDestroy
  void stop() {
    workers.shutdown();
  }

  /** {@code $2b$} is the same algorithm as {@code $2a$} under a name the library does not know. */
  private static String asKnown(String hash) {
    return hash.startsWith("$2b$") ? "$2a$" + hash.substring(4) : hash;
  }

  /** Behind the event loops, where the processors are short. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "password");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }
}
