package dev.tokenward.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Questions to the store whose answers are remembered, so that none is remembered beyond a change.
 *
 * <p>A look-up that began before a change can't bring its answer in after it. Each change moves the
 * generation on, under the write lock; an answer is kept under the read lock, and its keeper is
 * told whether the generation is still the one in which its look-up began. Look-ups are shared
 * between those who ask in one generation, so many who ask the same make one query, and nobody
 * joins a look-up that is older than a change they could have heard of.
 *
 * @param <K> what is asked for
 * @param <F> what the store says
 * @param <R> what is remembered of it
 */
public final class LookUps<K, F, R> {

  /** A store that takes longer than this counts as away, whatever the bound is. */
  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(2);

  private final Keeper<K, F, R> keeper;
  private final ConcurrentMap<Flight<K>, Uni<R>> flights = new ConcurrentHashMap<>();
  private final Lock keeping;
  private final Lock changing;
  private final AtomicLong generation = new AtomicLong();

  /**
   * Look-ups of which none is under way.
   *
   * @param keeper remembers the answers
   */
  public LookUps(Keeper<K, F, R> keeper) {
    ReadWriteLock lock = new ReentrantReadWriteLock();
    this.keeper = keeper;
    this.keeping = lock.readLock();
    this.changing = lock.writeLock();
  }

  /**
   * Remembers answers.
   *
   * @param <K> what is asked for
   * @param <F> what the store says
   * @param <R> what is remembered of it
   */
  @FunctionalInterface
  public interface Keeper<K, F, R> {

    /**
     * Takes an answer; no change is heard meanwhile.
     *
     * @param key what was asked for
     * @param found what the store said
     * @param current whether it may be remembered; else it is for those who wait for it only
     * @return what those who wait are told
     */
    R keep(K key, F found, boolean current);
  }

  /**
   * How long an answer may take that is to be used: one that takes longer than the bound on
   * revocations could be older than the bound.
   *
   * @param bound the longest time for which what was revoked may be accepted
   * @return longer than zero
   */
  public static Duration patience(Duration bound) {
    return bound.isZero() || bound.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : bound;
  }

  /**
   * Asks the store once this is subscribed to, together with all who ask for the same meanwhile.
   *
   * @param key what is asked for
   * @param query asks
   * @return what the keeper made of the answer, or the failure of the query; on any thread
   */
  public Uni<R> begin(K key, Supplier<Uni<F>> query) {
    return Uni.createFrom()
        .deferred(
            () ->
                flights.computeIfAbsent(
                    new Flight<>(key, generation.get()), begun -> begin(begun, query)));
  }

  /** Says that something changed: call it before what is remembered of it is forgotten. */
  public void moveOn() {
    changing.lock();
    try {
      generation.incrementAndGet();
    } finally {
      changing.unlock();
    }
  }

  /**
   * How many look-ups were begun and are not answered yet.
   *
   * @return zero or more
   */
  public int underWay() {
    return flights.size();
  }

  private Uni<R> begin(Flight<K> flight, Supplier<Uni<F>> query) {
    return Uni.createFrom()
        .deferred(query::get)
        .map(found -> keep(flight, found))
        .onTermination()
        .invoke(() -> flights.remove(flight))
        .memoize()
        .indefinitely();
  }

  private R keep(Flight<K> flight, F found) {
    keeping.lock();
    try {
      return keeper.keep(flight.key(), found, generation.get() == flight.generation());
    } finally {
      keeping.unlock();
    }
  }

  /** One look-up that others may join; those who ask in a later generation begin their own. */
  private record Flight<K>(K key, long generation) {}
}
