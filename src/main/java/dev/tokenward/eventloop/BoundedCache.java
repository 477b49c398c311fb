package dev.tokenward.eventloop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Caches of what can be made again and never becomes wrong by itself: only their size bounds them.
 * A read neither looks at a clock nor, while there is room, writes anything down, which is what
 * makes it cheap enough for every request; and the little there is to tidy up is done at once,
 * because to wake another thread for it costs more than that.
 *
 * <p>Caffeine finds the classes for such a cache by their names, so a native executable has to be
 * told to keep them.
 */
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSMS",
      "com.github.benmanes.caffeine.cache.SSMS"
    })
public final class BoundedCache {

  private BoundedCache() {}

  /**
   * Makes an empty one, which may be used on any thread and blocks none.
   *
   * @param most how many entries are kept, at least 1; those used least give way to others
   * @return the cache
   */
  public static <K, V> Cache<K, V> ofAtMost(int most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }
}
