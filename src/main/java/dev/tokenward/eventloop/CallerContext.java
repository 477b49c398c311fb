package dev.tokenward.eventloop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The Vert.x context of whoever asks. What another thread answers, a worker, a timer or a
 * connection with a context of its own, has to come back to it: Hibernate's sessions and the
 * handling of a request fail anywhere else.
 */
public final class CallerContext {

  private CallerContext() {}

  /**
   * Brings an answer back.
   *
   * @param elsewhere answers, or fails, on any thread
   * @return the same on the context on which it is subscribed to; on any thread where there is none
   * @param <T> the type of the item
   */
  public static <T> Uni<T> returning(Uni<T> elsewhere) {
    return Uni.createFrom()
        .deferred(
            () -> {
              @Nullable Context caller = Vertx.currentContext();
              return caller == null ? elsewhere : elsewhere.emitOn(command -> run(command, caller));
            });
  }

  private static void run(Runnable command, Context caller) {
    if (caller == Vertx.currentContext()) {
      command.run();
    } else {
      caller.runOnContext(unused -> command.run());
    }
  }
}
