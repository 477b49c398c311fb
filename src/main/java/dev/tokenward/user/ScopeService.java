package dev.tokenward.user;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.store.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of scopes: the built-in keys, and what was registered besides. Each method runs on
 * a duplicated Vert.x context, and fails with a {@link ProblemException} where the domain refuses.
 */
@Singleton
public class ScopeService {

  /** The longest name of a registered scope, in characters. */
  public static final int MAX_NAME = ScopeName.LONGEST;

  /** The longest description of a registered scope, in characters. */
  public static final int MAX_DESCRIPTION = 255;

  /** The most scopes that can be registered: lists show all of them at once. */
  public static final int MAX_REGISTERED = 1_000;

  private static final List<Scope> BUILT_IN = builtIn();

  private final TokensOfScopes tokens;
  private final Clock clock;

  @Inject
  ScopeService(TokensOfScopes tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * The whole vocabulary.
   *
   * @return the built-in keys and areas in a fixed order, then the registered ones by name
   */
  public Uni<List<Scope>> list() {
    return Sessions.reading(() -> RegisteredScope.all())
        .map(rows -> Stream.concat(BUILT_IN.stream(), registered(rows)).toList());
  }

  /**
   * What somebody may do, written out.
   *
   * @param rights of a person or of a token
   * @return every key of the vocabulary that they allow, in the order of {@link #list}
   */
  public Uni<List<String>> allowedBy(Rights rights) {
    return list()
        .map(
            all ->
                all.stream()
                    .filter(scope -> scope.kind() == Scope.Kind.KEY)
                    .map(Scope::name)
                    .filter(rights::allow)
                    .toList());
  }

  /**
   * The built-in part of {@link #allowedBy}, for which nothing has to be asked.
   *
   * @param rights of a person or of a token
   * @return every built-in key that they allow, in the order of {@link #list}
   */
  public static List<String> builtInAllowedBy(Rights rights) {
    return BuiltInKeys.DESCRIPTIONS.keySet().stream().filter(rights::allow).toList();
  }

  /**
   * Registers a scope. From then on it can be granted to users and groups, and named by tokens.
   *
   * @param actor who asks
   * @param name {@code area.action}, in an area that is not built in
   * @param description a sentence that says what it allows
   * @return the new scope; fails with {@link Problem.Invalid} for a name that can't be one or is
   *     taken, and when there are {@link #MAX_REGISTERED} already
   */
  public Uni<Scope> register(Actor actor, String name, String description) {
    ScopeName.whatIsWrong(name).ifPresent(sentence -> refuseName(sentence));
    RegisteredScope row =
        new RegisteredScope(name, description, actor.person().orElse(null), now());
    return Sessions.writing(
            () ->
                RegisteredScope.lockOutOtherChanges()
                    .chain(() -> RegisteredScope.isTaken(name))
                    .invoke(taken -> refuseNameIf(taken, "The name has already been taken."))
                    .chain(() -> RegisteredScope.count())
                    .invoke(count -> refuseNameIf(count >= MAX_REGISTERED, tooMany()))
                    .chain(() -> row.<RegisteredScope>persistAndFlush()))
        .map(RegisteredScope::scope);
  }

  /**
   * Deletes a registered scope that nothing names any more: whatever has it could otherwise come to
   * mean something else when somebody registers the name again.
   *
   * @param name as it was registered
   * @return when done; fails with {@link Problem.NotFound}, or {@link Problem.Conflict} for one
   *     that is built in or that a live token, a user or a group names
   */
  public Uni<Void> delete(String name) {
    if (PermissionKey.isBuiltInScope(name)) {
      return Uni.createFrom().failure(builtInStays(name));
    }
    if (!ScopeName.isAcceptable(name)) {
      return Uni.createFrom().failure(notFound());
    }
    return Sessions.writing(
        () ->
            RegisteredScope.lockOutOtherChanges()
                .chain(() -> RegisteredScope.byNameForUpdate(name))
                .invoke(row -> failIfMissing(row))
                .chain(() -> uses(name))
                .invoke(uses -> refuseIfAny(uses, name))
                .chain(() -> RegisteredScope.deleteRow(name))
                .replaceWithVoid());
  }

  /**
   * Whether all of these are built in, so that nothing has to be asked to know them.
   *
   * @param scopes keys, or {@code area.*}
   * @return false when any would have to be registered
   */
  public boolean areBuiltIn(Collection<String> scopes) {
    return scopes.stream().allMatch(PermissionKey::isBuiltInScope);
  }

  /**
   * Whether all of these are in the vocabulary, and stay there until the caller's transaction ends.
   * Asks the database only for what is not built in.
   *
   * @param scopes keys, or {@code area.*}
   * @return false when any is unknown
   */
  public Uni<Boolean> areKnown(Collection<String> scopes) {
    Set<String> others =
        scopes.stream()
            .filter(Predicate.not(PermissionKey::isBuiltInScope))
            .collect(Collectors.toUnmodifiableSet());
    return others.isEmpty()
        ? Uni.createFrom().item(true)
        : RegisteredScope.keptFor(others).map(rows -> areAmong(rows, others));
  }

  /**
   * What every look-up in vain fails with.
   *
   * @return an exception with {@link Problem.NotFound}
   */
  public static ProblemException notFound() {
    return new ProblemException(new Problem.NotFound("Scope does not exist."));
  }

  /**
   * What a deletion fails with while something names the scope.
   *
   * @param name of the scope
   * @param tokens how many live tokens name it
   * @param users how many users have it written down
   * @param groups how many groups have it written down
   * @return an exception with {@link Problem.Conflict}
   */
  public static ProblemException inUse(String name, long tokens, long users, long groups) {
    return new ProblemException(
        new Problem.Conflict(
            "The scope %s is named by %s, %s and %s. Revoke the tokens and take it from the users and groups first."
                .formatted(
                    name,
                    counted(tokens, "live token"),
                    counted(users, "user"),
                    counted(groups, "group"))));
  }

  /** Notes unknown permissions, within the caller's transaction. */
  Uni<Void> check(Change<Permissions> wanted, Violations violations) {
    @Nullable Permissions permissions = wanted.value();
    return areKnown(permissions == null ? Set.of() : permissions.values().keySet())
        .invoke(
            known -> {
              if (!known) {
                violations.add("permissions", "The selected permissions is invalid.");
              }
            })
        .replaceWithVoid();
  }

  private static List<Scope> builtIn() {
    Stream<Scope> keys =
        BuiltInKeys.DESCRIPTIONS.entrySet().stream()
            .map(entry -> Scope.builtIn(entry.getKey(), entry.getValue()));
    return Stream.concat(keys, areas(BuiltInKeys.DESCRIPTIONS.keySet().stream(), false)).toList();
  }

  private static Stream<Scope> registered(List<RegisteredScope> rows) {
    List<Scope> keys =
        rows.stream()
            .map(RegisteredScope::scope)
            .sorted(Comparator.comparing(Scope::name))
            .toList();
    return Stream.concat(keys.stream(), areas(keys.stream().map(Scope::name), true));
  }

  private static Stream<Scope> areas(Stream<String> keys, boolean registered) {
    return keys.filter(key -> key.contains("."))
        .map(PermissionKey::wholeAreaOf)
        .distinct()
        .map(area -> Scope.area(area, registered));
  }

  private static boolean areAmong(List<RegisteredScope> rows, Set<String> scopes) {
    Set<String> known = new HashSet<>();
    rows.forEach(row -> known.addAll(List.of(row.name, PermissionKey.wholeAreaOf(row.name))));
    return known.containsAll(scopes);
  }

  /** How many tokens, users and groups name a scope. */
  private record Uses(long tokens, long users, long groups) {}

  private Uni<Uses> uses(String name) {
    return RegisteredScope.hasOthersInAreaOf(name)
        .map(others -> others ? Set.of(name) : Set.of(name, PermissionKey.wholeAreaOf(name)))
        .chain(tokens::countLive)
        .chain(
            live ->
                RegisteredScope.countUsers(name)
                    .chain(
                        users ->
                            RegisteredScope.countGroups(name)
                                .map(groups -> new Uses(live, users, groups))));
  }

  private static void refuseIfAny(Uses uses, String name) {
    if (uses.tokens() + uses.users() + uses.groups() > 0) {
      throw inUse(name, uses.tokens(), uses.users(), uses.groups());
    }
  }

  private static void failIfMissing(@Nullable RegisteredScope row) {
    if (row == null) {
      throw notFound();
    }
  }

  private static void refuseNameIf(boolean refused, String sentence) {
    if (refused) {
      refuseName(sentence);
    }
  }

  private static void refuseName(String sentence) {
    throw new ProblemException(new Problem.Invalid(Map.of("name", List.of(sentence))));
  }

  private static String tooMany() {
    return "There are %d registered scopes already, and there can't be more. Delete one first."
        .formatted(MAX_REGISTERED);
  }

  private static ProblemException builtInStays(String name) {
    return new ProblemException(
        new Problem.Conflict("The scope %s is built in and cannot be deleted.".formatted(name)));
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
