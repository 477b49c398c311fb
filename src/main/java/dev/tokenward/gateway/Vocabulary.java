package dev.tokenward.gateway;

import dev.tokenward.eventloop.SharedReading;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.Scope;
import dev.tokenward.user.ScopeService;
import dev.tokenward.verify.Requirement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which scopes exist. The registered ones are read from the store at most once a second, however
 * often a scope is asked about that nobody knows.
 */
@Singleton
class Vocabulary {

  private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ScopeService scopes;
  private final SharedReading<Set<String>> reading = new SharedReading<>(this::read);
  private volatile Known last = new Known(Set.of(), System.nanoTime() - BETWEEN_READS.toNanos());

  @Inject
  Vocabulary(ScopeService scopes) {
    this.scopes = scopes;
  }

  /** What was read, and when, by a clock that nobody sets. */
  private record Known(Set<String> names, long at) {

    boolean isFresh() {
      return System.nanoTime() - at < BETWEEN_READS.toNanos();
    }
  }

  /** Whether all permissions of a requirement are built in, so that nothing has to be read. */
  boolean hasBuiltIn(Requirement requirement) {
    return hasBuiltIn(requirement.permissions().toList());
  }

  /** The same for permissions. */
  boolean hasBuiltIn(Collection<String> permissions) {
    return scopes.areBuiltIn(permissions);
  }

  /**
   * Makes sure that all permissions of a requirement exist.
   *
   * @return when they do; fails with a {@link ProblemException} when one does not, or when that
   *     can't be found out
   */
  Uni<Void> check(Requirement requirement) {
    return unknownAmong(requirement.permissions().collect(Collectors.toUnmodifiableSet()))
        .invoke(
            unknown -> {
              if (!unknown.isEmpty()) {
                throw RequirementWords.unknown();
              }
            })
        .replaceWithVoid();
  }

  /**
   * Which permissions do not exist.
   *
   * @return none when all do; fails with a {@link ProblemException} when that can't be found out
   */
  Uni<Set<String>> unknownAmong(Set<String> wanted) {
    return names(wanted)
        .map(
            names ->
                wanted.stream()
                    .filter(name -> !names.contains(name))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private Uni<Set<String>> names(Set<String> wanted) {
    Known known = last;
    return known.isFresh() || known.names().containsAll(wanted)
        ? Uni.createFrom().item(known.names())
        : reading.join();
  }

  private Uni<Set<String>> read() {
    return scopes
        .list()
        .map(Vocabulary::keys)
        .invoke(names -> last = new Known(names, System.nanoTime()))
        .onFailure()
        .transform(outage -> new ProblemException(new Problem.Unavailable(RETRY_AFTER)));
  }

  private static Set<String> keys(List<Scope> all) {
    return all.stream()
        .filter(scope -> scope.kind() == Scope.Kind.KEY)
        .map(Scope::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
