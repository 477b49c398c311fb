package dev.tokenward.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;

/** How a dialect says who may pass. */
public sealed interface Introduction {

  /** What is to be said is known. */
  non-sealed interface Ready extends Introduction {

    /**
     * Says it. Called on an event loop; must not block.
     *
     * @param headers of the answer, to be added to
     */
    void addTo(MultiMap headers);
  }

  /**
   * It is known in a moment, once this is subscribed to.
   *
   * @param introduction may fail with a {@link dev.tokenward.problem.ProblemException}
   */
  record Pending(Uni<Ready> introduction) implements Introduction {}
}
