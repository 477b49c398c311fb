package dev.tokenward.oauth;

import dev.tokenward.eventloop.SharedReading;
import dev.tokenward.user.Scope;
import dev.tokenward.user.ScopeService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes were registered, for those who may do all that there is. They are read from the
 * store at most once in ten seconds: so long may it take until an administrator's token is told to
 * have a new one.
 */
@Singleton
class RegisteredScopes {

  private static final Duration BETWEEN_READS = Duration.ofSeconds(10);

  private final SharedReading<List<String>> reading;
  private volatile Known last = new Known(List.of(), System.nanoTime() - BETWEEN_READS.toNanos());

  @Inject
  RegisteredScopes(ScopeService scopes) {
    this.reading = new SharedReading<>(() -> scopes.list().map(this::remember));
  }

  /** What was read, and when, by a clock that nobody sets. */
  private record Known(List<String> names, long at) {

    boolean isFresh() {
      return System.nanoTime() - at < BETWEEN_READS.toNanos();
    }
  }

  /**
   * Their names, as long as they were read recently; else null. The same list while none changes.
   */
  @Nullable List<String> recent() {
    Known known = last;
    return known.isFresh() ? known.names() : null;
  }

  /** Their names; who asks while they are being read waits for the same answer. */
  Uni<List<String>> read() {
    return reading.join();
  }

  private List<String> remember(List<Scope> all) {
    List<String> names =
        all.stream()
            .filter(scope -> scope.registered() && scope.kind() == Scope.Kind.KEY)
            .map(Scope::name)
            .toList();
    List<String> before = last.names();
    Known known = new Known(before.equals(names) ? before : names, System.nanoTime());
    last = known;
    return known.names();
  }
}
