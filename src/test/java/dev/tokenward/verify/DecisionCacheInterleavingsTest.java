package dev.tokenward.verify;

import dev.tokenward.store.Changed;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.verify.TokenLookup.Found;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Lincheck looks for an order of steps in which what was revoked is used afterwards. Its model
 * checker can't follow Mutiny and Caffeine, so threads run against each other as they happen to.
 */
class DecisionCacheInterleavingsTest {

  @Test
  void underStressNoTokenIsUsedAfterItsRevocationWasHeard() {
    new StressOptions()
        .iterations(20)
        .invocationsPerIteration(2_000)
        .threads(3)
        .actorsPerThread(3)
        .check(Replica.class);
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
