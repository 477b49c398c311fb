package dev.tokenward.verify;

import dev.tokenward.store.Changed;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.verify.TokenLookup.Found;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Lincheck looks for an order of steps in which what was revoked is used afterwards. Its model
 * checker can't follow Mutiny and Caffeine, so threads run against each other as they happen to.
 */
class DecisionCacheInterleavingsTest {

  private static final Actor USE = actor("use");
  private static final Actor REVOKE = actor("revoke");

  @Test
  void noTokenIsUsedAfterItsRevocationWasHeard() {
    new StressOptions()
        .addCustomScenario(
            scenario(List.of(USE), List.of(List.of(REVOKE, USE), List.of(REVOKE, USE))))
        .addCustomScenario(
            scenario(
                List.of(), List.of(List.of(USE, USE), List.of(REVOKE, USE), List.of(USE, USE))))
        .iterations(5)
        .invocationsPerIteration(10_000)
        .threads(3)
        .actorsPerThread(2)
        .check(Replica.class);
  }

  private static ExecutionScenario scenario(List<Actor> first, List<List<Actor>> threads) {
    return new ExecutionScenario(first, threads, List.of(), null);
  }

  private static Actor actor(String method) {
    try {
      return new Actor(
          Replica.class.getMethod(method), List.of(), false, false, false, false, false);
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** One replica and the store; whoever runs the operations finds them always false. */
  public static class Replica {

    private static final TokenDigest DIGEST = new TokenDigest(1, 2, 3, 4);

    private final DecisionCache cache = new DecisionCache(10, 1_000_000);
    private volatile boolean revoked;
    private volatile boolean heard;

    /** Whether the token passes although its revocation had been heard before. */
    @Operation
    public boolean use() {
      boolean afterwards = heard;
      Remembered remembered = cache.get(DIGEST);
      if (remembered == null) {
        remembered = cache.load(DIGEST, this::query).subscribeAsCompletionStage().join();
      }
      return afterwards && isActive(remembered);
    }

    @Operation
    public boolean revoke() {
      revoked = true;
      cache.forget(new Changed.User(1));
      heard = true;
      return false;
    }

    private Uni<Optional<Found>> query() {
      return Uni.createFrom().item(Founds.user(1, !revoked));
    }

    private static boolean isActive(Remembered remembered) {
      return ((Remembered.Known) remembered).found().principal().profile().isActive();
    }
  }
}
