package dev.tokenward.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.store.Changed;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.verify.TokenLookup.Found;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is remembered of tokens, and what makes it forgotten. */
class DecisionCacheTest {

  private static final long MANY = 1_000;
  private static final long MEGABYTE = 1_048_576;

  private final Random random = new Random(7);
  private final DecisionCache cache = new DecisionCache(MANY, 16 * MEGABYTE);
  private final TokenDigest digest = newDigest();

  @Test
  void whatTheStoreSaidIsRemembered() {
    load(digest, Founds.of(1));

    assertThat(cache.get(digest)).isInstanceOf(Remembered.Known.class);
  }

  @Test
  void unknownTokensAreRememberedToo() {
    load(digest, Optional.empty());

    assertThat(cache.get(digest)).isEqualTo(Remembered.UNKNOWN);
  }

  @Test
  void aChangeOfTheTokenForgetsItAndNoOther() {
    TokenDigest another = newDigest();
    load(digest, Founds.of(1));
    load(another, Founds.of(1));

    cache.forget(new Changed.Token(HexFormat.of().formatHex(digest.toBytes())));

    assertThat(cache.get(digest)).isNull();
    assertThat(cache.get(another)).isNotNull();
  }

  @Test
  void aChangeOfAUserForgetsAllTheirTokensAndNobodyElses() {
    TokenDigest second = newDigest();
    TokenDigest stranger = newDigest();
    load(digest, Founds.of(1));
    load(second, Founds.of(1));
    load(stranger, Founds.of(2));

    cache.forget(new Changed.User(1));

    assertThat(cache.get(digest)).isNull();
    assertThat(cache.get(second)).isNull();
    assertThat(cache.get(stranger)).isNotNull();
  }

  @Test
  void aChangeOfAGroupForgetsTheTokensOfItsMembers() {
    TokenDigest stranger = newDigest();
    load(digest, Founds.of(1, 7L));
    load(stranger, Founds.of(2, 8L));

    cache.forget(new Changed.Group(7));

    assertThat(cache.get(digest)).isNull();
    assertThat(cache.get(stranger)).isNotNull();
  }

  @Test
  void aNewNameOfAUserForgetsTheTokensOfThoseTheyMade() {
    TokenDigest stranger = newDigest();
    load(digest, Founds.madeBy(7, 1));
    load(stranger, Founds.madeBy(8, 2));

    cache.forget(new Changed.UserName(7));

    assertThat(cache.get(digest)).isNull();
    assertThat(cache.get(stranger)).isNotNull();
  }

  @Test
  void whenNobodyKnowsWhatChangedAllIsForgotten() {
    TokenDigest unknown = newDigest();
    load(digest, Founds.of(1));
    load(unknown, Optional.empty());

    cache.forget(new Changed.Anything());

    assertThat(cache.get(digest)).isNull();
    assertThat(cache.get(unknown)).isNull();
  }

  @Test
  void aLookUpThatBeganBeforeAChangeIsNotRememberedAfterIt() {
    AtomicReference<Consumer<Optional<Found>>> store = new AtomicReference<>();
    CompletableFuture<Remembered> answer = begin(digest, store);

    cache.forget(new Changed.User(1));
    store.get().accept(Founds.of(1));

    assertThat(answer.join()).isInstanceOf(Remembered.Known.class);
    assertThat(cache.get(digest)).isNull();
  }

  @Test
  void whoAsksAfterAChangeDoesNotJoinALookUpFromBefore() {
    AtomicReference<Consumer<Optional<Found>>> before = new AtomicReference<>();
    AtomicReference<Consumer<Optional<Found>>> after = new AtomicReference<>();
    CompletableFuture<Remembered> old = begin(digest, before);

    cache.forget(new Changed.User(1));
    CompletableFuture<Remembered> fresh = begin(digest, after);
    after.get().accept(Optional.empty());
    before.get().accept(Founds.of(1));

    assertThat(fresh.join()).isEqualTo(Remembered.UNKNOWN);
    assertThat(old.join()).isInstanceOf(Remembered.Known.class);
    assertThat(cache.get(digest)).isEqualTo(Remembered.UNKNOWN);
  }

  @Test
  void manyWhoAskForOneTokenMakeOneQuery() {
    AtomicInteger queries = new AtomicInteger();
    AtomicReference<Consumer<Optional<Found>>> store = new AtomicReference<>();
    List<CompletableFuture<Remembered>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(
          cache
              .load(
                  digest,
                  () -> {
                    queries.incrementAndGet();
                    return answeredLater(store);
                  })
              .subscribeAsCompletionStage());
    }

    store.get().accept(Founds.of(1));

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isNotNull());
    assertThat(queries).hasValue(1);
  }

  @Test
  void aLookUpThatNobodyWaitsForDoesNotBeginAndLeavesNothingBehind() {
    AtomicInteger queries = new AtomicInteger();

    Uni<Remembered> answer =
        cache.load(
            digest,
            () -> {
              queries.incrementAndGet();
              return Uni.createFrom().item(Founds.of(1));
            });

    assertThat(cache.lookUpsUnderWay()).isZero();
    assertThat(queries).hasValue(0);
    answer.await().indefinitely();
    assertThat(cache.lookUpsUnderWay()).isZero();
    assertThat(queries).hasValue(1);
  }

  @Test
  void aQueryThatFailsIsNotRemembered() {
    CompletableFuture<Remembered> failed =
        cache
            .load(digest, () -> Uni.createFrom().failure(new IllegalStateException("gone")))
            .subscribeAsCompletionStage();
    assertThat(failed).isCompletedExceptionally();

    load(digest, Founds.of(1));

    assertThat(cache.get(digest)).isNotNull();
  }

  @Test
  void thereAreNoMoreEntriesThanAllowed() {
    DecisionCache small = new DecisionCache(100, 16 * MEGABYTE);
    for (int i = 0; i < 5_000; i++) {
      small.load(newDigest(), () -> Uni.createFrom().item(Founds.of(1))).await().indefinitely();
    }

    assertThat(small.size()).isLessThanOrEqualTo(100);
  }

  @Test
  void thereIsNoMoreMemoryTakenThanAllowed() {
    DecisionCache small = new DecisionCache(1_000_000, MEGABYTE);
    for (int i = 0; i < 20_000; i++) {
      small.load(newDigest(), () -> Uni.createFrom().item(Founds.of(1))).await().indefinitely();
    }

    assertThat(small.size()).isBetween(100L, MEGABYTE / 500);
  }

  @Test
  void aFloodOfUnknownTokensDoesNotPushOutAKnownOne() {
    load(digest, Founds.of(1));
    for (int i = 0; i < 50_000; i++) {
      load(newDigest(), Optional.empty());
    }

    assertThat(cache.get(digest)).isNotNull();
  }

  /** A store whose user loses their rights at one moment; nobody may be told otherwise after it. */
  @RepeatedTest(200)
  void whateverTheOrderNothingOldIsReadAfterTheChangeWasHeard() throws Exception {
    AtomicBoolean active = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> loads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        loads.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    cache
                        .load(digest, () -> Uni.createFrom().item(Founds.user(1, active.get())))
                        .await()
                        .indefinitely();
                  }
                }));
      }
      Future<Boolean> change =
          threads.submit(
              () -> {
                active.set(false);
                cache.forget(new Changed.User(1));
                return isActive(cache.get(digest));
              });

      assertThat(change.get()).isFalse();
      for (Future<?> load : loads) {
        load.get();
      }
      assertThat(isActive(cache.get(digest))).isFalse();
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isActive(Remembered remembered) {
    return remembered instanceof Remembered.Known known
        && known.found().principal().profile().isActive();
  }

  private void load(TokenDigest key, Optional<Found> found) {
    cache.load(key, () -> Uni.createFrom().item(found)).await().indefinitely();
  }

  private CompletableFuture<Remembered> begin(
      TokenDigest key, AtomicReference<Consumer<Optional<Found>>> store) {
    return cache.load(key, () -> answeredLater(store)).subscribeAsCompletionStage();
  }

  private static Uni<Optional<Found>> answeredLater(
      AtomicReference<Consumer<Optional<Found>>> store) {
    return Uni.createFrom().emitter(emitter -> store.set(emitter::complete));
  }

  private TokenDigest newDigest() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return TokenDigest.of(bytes);
  }
}
