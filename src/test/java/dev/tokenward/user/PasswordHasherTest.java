package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bcrypt: which hashes count, and where the work is done. */
class PasswordHasherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The hash of "U*U*U" in the test vectors of crypt_blowfish, after the name of its version. */
  private static final String HASH_OF_U =
      "$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a";

  private final PasswordHasher hasher =
      new PasswordHasher(() -> 4, settings(), new SimpleMeterRegistry());

  @AfterEach
  void stop() {
    hasher.stop();
  }

  @Test
  void aHashIsInTheModularFormatWithTheCostOfTheSettingsAndNeverTheSame() {
    String hash = hash("secret one");

    assertThat(hash).matches("\\$2[aby]\\$04\\$[./A-Za-z0-9]{53}");
    assertThat(hash("secret one")).isNotEqualTo(hash);
  }

  @Test
  void aPasswordMatchesItsHashAndNoOtherDoes() {
    String hash = hash("secret one");

    assertThat(hasher.matches(new Password("secret one"), hash)).isTrue();
    assertThat(hasher.matches(new Password("secret two"), hash)).isFalse();
    assertThat(hasher.matches(new Password(""), hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2y", "$2a", "$2b", "$2x"})
  void hashesOfEveryVersionOfBcryptAreUnderstood(String version) {
    assertThat(hasher.matches(new Password("U*U*U"), version + HASH_OF_U)).isTrue();
    assertThat(hasher.matches(new Password("U*U*V"), version + HASH_OF_U)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "$2y$",
        "$2b$",
        "$2y$05$XXXX",
        "$2y$05$!!!!!!!!!!!!!!!!!!!!!OAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
        "$2y$xx$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
        "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
      })
  void whatIsNoHashMatchesNothing(String hash) {
    assertThat(hasher.matches(new Password("U*U*U"), hash)).isFalse();
    assertThat(hasher.matches(new Password(""), hash)).isFalse();
    assertThat(hasher.matches(new Password(hash), hash)).isFalse();
  }

  @Test
  void whatBcryptWouldTakeForAnotherPasswordMatchesNothing() {
    String longest = "a".repeat(Password.MAX_BYTES);
    assertThat(hasher.matches(new Password(longest), hash(longest))).isTrue();
    assertThat(hasher.matches(new Password(longest + "a"), hash(longest))).isFalse();
    assertThat(hasher.matches(new Password("secret\0secret"), hash("secret"))).isFalse();
    assertThat(hasher.matches(new Password("\ud800secret"), hash("?secret"))).isFalse();
  }

  @Test
  void aHashFromBeforeTheRoundsWereRaisedStillCounts() {
    String older = BcryptUtil.bcryptHash("secret one", 4);
    PasswordHasher later = new PasswordHasher(() -> 6, settings(), new SimpleMeterRegistry());

    assertThat(later.matches(new Password("secret one"), older)).isTrue();
    assertThat(later.matches(new Password("secret two"), older)).isFalse();
    later.stop();
  }

  @Test
  void nobodysHashMatchesNothing() {
    assertThat(hasher.matches(new Password("U*U*U"), null)).isFalse();
  }

  @Test
  void theWorkIsDoneOnAThreadForPasswordsAtTheLowestPriority() {
    Thread worker = hasher.onWorker(Thread::currentThread).await().atMost(PATIENCE);

    assertThat(worker).isNotSameAs(Thread.currentThread());
    assertThat(worker.getName()).isEqualTo("password");
    assertThat(worker.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(worker.isDaemon()).isTrue();
  }

  @Test
  void askedOnAnEventLoopItWorksElsewhereAndContinuesThere() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      CompletableFuture<List<Thread>> threads = new CompletableFuture<>();

      vertx.runOnContext(unused -> noteThreads(threads));

      List<Thread> asked = threads.get(20, TimeUnit.SECONDS);
      assertThat(asked.get(1).getName()).isEqualTo("password");
      assertThat(asked.get(2)).isSameAs(asked.get(0));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void asManyAsTheSettingsSayRunAtOnceAndABoundedNumberWaits() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    Uni<Boolean> work = hasher.onWorker(() -> holds(running, end));

    List<CompletableFuture<Boolean>> accepted =
        Stream.generate(() -> work.subscribeAsCompletionStage()).limit(2 + 64).toList();
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> work.await().atMost(PATIENCE))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> hash("one more"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            busy -> assertThat(busy.problem()).isInstanceOf(Problem.Unavailable.class));
    end.countDown();
    assertThat(accepted).allSatisfy(one -> assertThat(one).succeedsWithin(PATIENCE));
  }

  private void noteThreads(CompletableFuture<List<Thread>> threads) {
    Thread eventLoop = Thread.currentThread();
    hasher
        .onWorker(Thread::currentThread)
        .subscribe()
        .with(
            worker -> threads.complete(List.of(eventLoop, worker, Thread.currentThread())),
            threads::completeExceptionally);
  }

  private static boolean holds(CountDownLatch running, CountDownLatch end) {
    running.countDown();
    try {
      return end.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String hash(String password) {
    return hasher.hash(new Password(password)).await().atMost(PATIENCE);
  }

  private static TokenwardSettings settings() {
    return new TokenwardSettings() {
      @Override
      public boolean accessLog() {
        return false;
      }

      @Override
      public Duration tokenCounts() {
        return Duration.ZERO;
      }

      @Override
      public OptionalInt passwordChecks() {
        return OptionalInt.of(2);
      }

      @Override
      public String dataDir() {
        return "data";
      }

      @Override
      public String embeddedDatabase() {
        return "auto";
      }

      @Override
      public boolean migrateAtStart() {
        return true;
      }

      @Override
      public Admin admin() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Client client() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Cache cache() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Kubernetes kubernetes() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Session session() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Token token() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
