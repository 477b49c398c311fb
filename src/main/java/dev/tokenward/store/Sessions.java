package dev.tokenward.store;

import dev.tokenward.eventloop.CallerContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Work with Hibernate's sessions, for a bounded time. Whoever tires gets a failure that {@link
 * StoreFailure#isOutage} knows. The work itself is not cut off, neither then nor when the client
 * goes away, so that its session and its connection are given back whenever it ends.
 */
public final class Sessions {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For what changes very many rows. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

  private Sessions() {}

  /**
   * Reads.
   *
   * @param work begins when the result is subscribed to, on a duplicated Vert.x context
   * @param <T> what it gives
   * @return the same, or a failure after five seconds; on the caller's context
   */
  public static <T> Uni<T> reading(Supplier<Uni<T>> work) {
    return bounded(() -> Panache.withSession(work), PATIENCE);
  }

  /**
   * Writes, in a transaction of its own, the author of which is {@link Author#current}.
   *
   * @param work begins when the result is subscribed to, on a duplicated Vert.x context
   * @param <T> what it gives
   * @return the same once it is committed, or a failure after five seconds; on the caller's context
   */
  public static <T> Uni<T> writing(Supplier<Uni<T>> work) {
    return bounded(() -> signed(Author.current(), work), PATIENCE);
  }

  /**
   * The same for what changes very many rows. Each statement of it has to be short all the same,
   * because a connection on which nothing is heard for long is closed.
   *
   * @param work begins when the result is subscribed to, on a duplicated Vert.x context
   * @param <T> what it gives
   * @return the same once it is committed, or a failure after half a minute; on the caller's
   *     context
   */
  static <T> Uni<T> writingMuch(Supplier<Uni<T>> work) {
    return bounded(() -> signed(Author.current(), work), LONG_PATIENCE);
  }

  /** The first statement of a transaction says whose it is. */
  private static <T> Uni<T> signed(Author author, Supplier<Uni<T>> work) {
    return Panache.withTransaction(() -> author.sign().chain(() -> work.get()));
  }

  private static <T> Uni<T> bounded(Supplier<Uni<T>> work, Duration patience) {
    return CallerContext.returning(
        Uni.createFrom()
            .<T>emitter(waiting -> work.get().subscribe().with(waiting::complete, waiting::fail))
            .ifNoItem()
            .after(patience)
            .fail());
  }
}
