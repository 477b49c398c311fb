package dev.tokenward.eventloop;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reading that is made once for all who ask while it is under way. Who asks after it has ended,
 * in whichever way, begins another one. Thread-safe.
 *
 * @param <T> what is read
 */
public final class SharedReading<T> {

  private final Supplier<Uni<T>> source;
  private final AtomicReference<@Nullable Uni<T>> underWay = new AtomicReference<>();

  /**
   * A reading that nobody has begun.
   *
   * @param source reads once its answer is subscribed to
   */
  public SharedReading(Supplier<Uni<T>> source) {
    this.source = source;
  }

  /**
   * Joins the reading that is under way, or begins one.
   *
   * @return what is read, or the failure, on the context of whoever subscribes to it
   */
  public Uni<T> join() {
    Uni<T> mine = begun();
    @Nullable Uni<T> others = underWay.compareAndExchange(null, mine);
    return CallerContext.returning(others == null ? mine : others);
  }

  private Uni<T> begun() {
    return source.get().onTermination().invoke(() -> underWay.set(null)).memoize().indefinitely();
  }
}
