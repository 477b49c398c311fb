package dev.tokenward.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody waits for a store that does not answer. Whoever tires gets a failure that
 * {@link StoreFailure#isOutage} knows; the work itself is not cut off, so that its session and its
 * connection are given back whenever it ends.
 */
public final class StorePatience {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private StorePatience() {}

  /**
   * Bounds the wait for work with the store.
   *
   * @param work begins when the result is subscribed to, where the subscriber is
   * @param <T> what it gives
   * @return the same as the work, or a failure after five seconds; on the caller's Vert.x context
   */
  public static <T> Uni<T> bounded(Uni<T> work) {
    @Nullable Context context = Vertx.currentContext();
    Uni<T> waited =
        Uni.createFrom()
            .<T>emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail))
            .ifNoItem()
            .after(LIMIT)
            .fail();
    return context == null
        ? waited
        : waited.emitOn(command -> context.runOnContext(unused -> command.run()));
  }
}
