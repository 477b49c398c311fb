package dev.tokenward.user;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up, makes, changes and deletes people. Each method runs on a duplicated Vert.x context, in
 * a transaction of its own where it writes, and fails with a {@link ProblemException} where the
 * domain refuses. Whether the caller has the {@code users.*} permission at all is checked before.
 */
@Singleton
public class UserService {

  private static final String DEFAULT_SORT = "created_at";

  /** What a list may be sorted by, and the attribute that holds it. */
  private static final Map<String, String> SORTABLE =
      Map.ofEntries(
          Map.entry("id", "id"),
          Map.entry("first_name", "firstName"),
          Map.entry("last_name", "lastName"),
          Map.entry("username", "username"),
          Map.entry("email", "email"),
          Map.entry("employee_num", "employeeNum"),
          Map.entry("jobtitle", "jobtitle"),
          Map.entry("phone", "phone"),
          Map.entry("activated", "activated"),
          Map.entry("locale", "locale"),
          Map.entry(DEFAULT_SORT, "createdAt"),
          Map.entry("updated_at", "updatedAt"),
          Map.entry("last_login", "lastLogin"));

  private static final String SEARCHED =
"""
deletedAt is null and (lower(username) like ?1 escape '!' or lower(firstName) like ?1 escape '!'
or lower(lastName) like ?1 escape '!' or lower(email) like ?1 escape '!'
or lower(employeeNum) like ?1 escape '!' or lower(jobtitle) like ?1 escape '!'
or lower(notes) like ?1 escape '!')\
""";

  private final PasswordHasher hasher;
  private final TokenRevocation tokens;
  private final ScopeService scopes;
  private final ChangeFeed changes;
  private final Clock clock;

  @Inject
  UserService(
      ChangeFeed changes,
      PasswordHasher hasher,
      TokenRevocation tokens,
      ScopeService scopes,
      Clock clock) {
    this.changes = changes;
    this.hasher = hasher;
    this.tokens = tokens;
    this.scopes = scopes;
    this.clock = clock;
  }

  /**
   * Lists the users who are not deleted (Snipe-IT: GET /users).
   *
   * @param request which part, sorted and searched how
   * @return that part
   */
  public Uni<Page<Profile>> list(PageRequest request) {
    return Sessions.reading(
        () ->
            User.count(SEARCHED, request.searchPattern())
                .chain(total -> rows(request).map(rows -> new Page<>(total, rows))));
  }

  /**
   * Finds one user who is not deleted.
   *
   * @param id the user's number
   * @return the user; fails with {@link Problem.NotFound}
   */
  public Uni<Profile> find(long id) {
    return Sessions.reading(() -> User.byId(id)).map(UserService::existing).map(User::profile);
  }

  /**
   * Finds one user who is not deleted.
   *
   * @param username whatever the case of its letters
   * @return the user; fails with {@link Problem.NotFound}
   */
  public Uni<Profile> find(String username) {
    return Sessions.reading(() -> User.byUsername(username))
        .map(UserService::existing)
        .map(User::profile);
  }

  /**
   * Finds the people whom something refers to by their numbers.
   *
   * @param ids any numbers
   * @return from number to user, deleted ones too; without those who never were
   */
  public Uni<Map<Long, Profile>> known(Set<Long> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : Sessions.reading(() -> User.withIds(List.copyOf(ids)))
            .map(
                found ->
                    found.stream()
                        .map(User::profile)
                        .collect(Collectors.toUnmodifiableMap(Profile::id, user -> user)));
  }

  /**
   * Locks a user in the caller's transaction, so that until its end nobody disables or deletes them
   * or replaces their password.
   *
   * @param id the user's number
   * @param proof if it is a password, it has to be the user's still
   * @return whether the user is active and the password counts
   */
  public Uni<Boolean> lockIfActive(long id, Proof proof) {
    return User.lockIfActive(id, proof instanceof Proof.Password shown ? shown.storedHash() : "");
  }

  /**
   * Makes a user (Snipe-IT: POST /users).
   *
   * @param actor who asks
   * @param given username, first name and password at least
   * @return the new user; fails with {@link Problem.Invalid}, or {@link Problem.Forbidden} when the
   *     actor would give more than they may
   */
  public Uni<Profile> create(Actor actor, UserChanges given) {
    Password password = given.password().or(new Password(""));
    return hasher
        .hash(password)
        .chain(hash -> Sessions.writing(() -> insert(actor, given, hash)))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> taken("username"));
  }

  /**
   * Changes a user (Snipe-IT: PATCH and PUT /users/{id}).
   *
   * @param actor who asks
   * @param id the user's number
   * @param wanted what to change
   * @return the user afterwards; fails with {@link Problem.NotFound}, {@link Problem.Invalid} or
   *     {@link Problem.Forbidden}
   */
  public Uni<Profile> edit(Actor actor, long id, UserChanges wanted) {
    return edit(actor, id, wanted, Optional.empty());
  }

  /**
   * Changes a user as somebody saw them, so that nobody undoes what they have not seen.
   *
   * @param actor who asks
   * @param id the user's number
   * @param wanted what to change
   * @param seen when the user was changed last, as far as the actor knows; empty for whenever
   * @return as {@link #edit(Actor, long, UserChanges)}; fails with {@link Problem.Conflict} when
   *     the user was changed since
   */
  public Uni<Profile> edit(Actor actor, long id, UserChanges wanted, Optional<Instant> seen) {
    return hashIfGiven(wanted.password())
        .chain(hash -> changes.inTransaction(() -> update(actor, id, wanted, hash, seen)))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> taken("username"));
  }

  /**
   * Deletes a user softly: the row stays, all tokens are revoked (Snipe-IT: DELETE /users/{id}).
   *
   * @param actor who asks
   * @param id the user's number
   * @return when done; fails with {@link Problem.NotFound}, {@link Problem.Conflict} for oneself or
   *     {@link Problem.Forbidden}
   */
  public Uni<Void> delete(Actor actor, long id) {
    if (actor.is(id)) {
      return Uni.createFrom().failure(ownDeletion());
    }
    return changes.inLongTransaction(
        () ->
            User.byIdForUpdate(id)
                .map(UserService::existing)
                .invoke(user -> mayChange(actor, user.profile()))
                .invoke(user -> user.delete(now()))
                .chain(user -> tokens.revokeAllOf(id))
                .replaceWithVoid());
  }

  /**
   * Disables a user: no sign-in, and all tokens are refused until the user is enabled again.
   *
   * @param username whatever the case of its letters
   * @return when done; fails with {@link Problem.NotFound}
   */
  public Uni<Void> disable(String username) {
    return changes.inTransaction(
        () ->
            User.byUsernameForUpdate(username)
                .map(UserService::existing)
                .invoke(user -> user.disable(now()))
                .replaceWithVoid());
  }

  /**
   * Replaces a password.
   *
   * @param username whatever the case of its letters
   * @param password already checked to be acceptable
   * @param revokeTokens whether all tokens of the user end with it
   * @return how many tokens were revoked; fails with {@link Problem.NotFound}
   */
  public Uni<Integer> setPassword(String username, Password password, boolean revokeTokens) {
    return hasher
        .hash(password)
        .chain(
            hash ->
                changes.inLongTransaction(
                    () ->
                        User.byUsernameForUpdate(username)
                            .map(UserService::existing)
                            .invoke(user -> user.replacePassword(hash, now()))
                            .chain(user -> revoke(user, revokeTokens))));
  }

  /**
   * Replaces a password by somebody who has shown it.
   *
   * @param id the user's number
   * @param current what was shown
   * @param password already checked to be acceptable
   * @param revokeTokens whether all tokens of the user end with it
   * @return the proof of the new password; empty when another one has replaced the current one
   *     meanwhile, or the user is not active any more
   */
  public Uni<Optional<Proof.Password>> replacePassword(
      long id, Proof.Password current, Password password, boolean revokeTokens) {
    return hasher
        .hash(password)
        .chain(
            hash ->
                changes.inLongTransaction(
                    () ->
                        User.byIdForUpdate(id)
                            .chain(user -> replace(user, current, hash, revokeTokens))));
  }

  private Uni<Optional<Proof.Password>> replace(
      @Nullable User user, Proof.Password current, String hash, boolean revokeTokens) {
    if (user == null || !user.isActiveWith(current.storedHash())) {
      return Uni.createFrom().item(Optional.empty());
    }
    user.replacePassword(hash, now());
    return revoke(user, revokeTokens).replaceWith(Optional.of(new Proof.Password(hash)));
  }

  /**
   * What every look-up in vain fails with.
   *
   * @return an exception with {@link Problem.NotFound}
   */
  public static ProblemException notFound() {
    return new ProblemException(
        new Problem.NotFound("User does not exist or you do not have permission to view them."));
  }

  /**
   * What who would delete themself gets.
   *
   * @return an exception with {@link Problem.Conflict}
   */
  public static ProblemException ownDeletion() {
    return new ProblemException(
        new Problem.Conflict("You cannot delete yourself. Ask another administrator to do it."));
  }

  /** Adds a user whose fields are known to be right, within the caller's transaction. */
  Uni<User> insertUnchecked(UserChanges given, String hash) {
    return persist(Actor.OPERATOR, given, hash, Set.of());
  }

  private Uni<Integer> revoke(User user, boolean revokeTokens) {
    return revokeTokens ? tokens.revokeAllOf(user.id) : Uni.createFrom().item(0);
  }

  private Uni<List<Profile>> rows(PageRequest request) {
    String attribute =
        SORTABLE.getOrDefault(request.sort(), SORTABLE.getOrDefault(DEFAULT_SORT, "id"));
    Sort.Direction direction =
        request.descending() ? Sort.Direction.Descending : Sort.Direction.Ascending;
    Sort order = Sort.by(attribute, direction).and("id", direction);
    return User.<User>find(SEARCHED, order, request.searchPattern())
        .range(request.offset(), request.offset() + request.limit() - 1)
        .list()
        .chain(UserService::profiles);
  }

  /** A second query fetches the groups: a fetch join can't be cut into pages by the database. */
  private static Uni<List<Profile>> profiles(List<User> users) {
    List<Long> ids = users.stream().map(user -> user.id).toList();
    return User.withIds(ids).map(loaded -> inOrder(ids, loaded));
  }

  private static List<Profile> inOrder(List<Long> ids, List<User> users) {
    return users.stream()
        .sorted(Comparator.comparingInt(user -> ids.indexOf(user.id)))
        .map(User::profile)
        .toList();
  }

  private Uni<Profile> insert(Actor actor, UserChanges given, String hash) {
    return checked(given, 0)
        .chain(groups -> persist(actor, given, hash, groups))
        .map(User::profile)
        .invoke(made -> mayGrant(actor, Optional.empty(), made))
        .invoke(made -> mayHandOver(actor, Optional.empty(), made, true));
  }

  private Uni<User> persist(
      Actor actor, UserChanges given, String hash, @Nullable Set<UserGroup> groups) {
    Set<UserGroup> joined = groups == null ? Set.of() : groups;
    return new User(given, hash, new HashSet<>(joined), actor.person().orElse(null), now())
        .persistAndFlush();
  }

  private Uni<Profile> update(
      Actor actor, long id, UserChanges changes, @Nullable String hash, Optional<Instant> seen) {
    return User.byIdForUpdate(id)
        .map(UserService::existing)
        .invoke(user -> Stale.refuse(seen, user.updatedAt, "user"))
        .invoke(user -> mayChange(actor, user.profile()))
        .chain(
            user ->
                checked(changes, id)
                    .invoke(groups -> apply(user, changes, groups, hash, actor))
                    .replaceWith(user))
        .chain(user -> user.<User>persistAndFlush())
        .map(User::profile);
  }

  private void apply(
      User user,
      UserChanges changes,
      @Nullable Set<UserGroup> groups,
      @Nullable String hash,
      Actor actor) {
    Profile before = user.profile();
    user.apply(changes, now());
    if (groups != null) {
      user.joinOnly(groups);
    }
    if (hash != null) {
      user.replacePassword(hash, now());
    }
    Profile after = user.profile();
    mayGrant(actor, Optional.of(before), after);
    mayHandOver(actor, Optional.of(before), after, hash != null);
    mayChangeOwnRights(actor, before, after);
    refuseToDisableOneself(actor, before, after);
  }

  /** Nobody else might be left who could undo it. */
  private static void refuseToDisableOneself(Actor actor, Profile before, Profile after) {
    if (actor.is(after.id()) && before.activated() && !after.activated()) {
      throw new ProblemException(
          new Problem.Conflict("You cannot disable yourself. Ask another administrator to do it."));
    }
  }

  /** The groups that are named, or null when none are; fails when a rule of a field is broken. */
  private Uni<@Nullable Set<UserGroup>> checked(UserChanges changes, long id) {
    Violations violations = new Violations();
    return usernameIsTaken(changes, id)
        .invoke(taken -> addIf(taken, violations))
        .chain(() -> scopes.check(changes.permissions(), violations))
        .chain(() -> groups(changes, violations))
        .invoke(violations::throwIfAny);
  }

  private static void addIf(boolean taken, Violations violations) {
    if (taken) {
      violations.add("username", takenMessage("username"));
    }
  }

  private static Uni<Boolean> usernameIsTaken(UserChanges changes, long id) {
    @Nullable String username = changes.username().value();
    return username == null ? Uni.createFrom().item(false) : User.usernameIsTaken(username, id);
  }

  private static Uni<@Nullable Set<UserGroup>> groups(UserChanges changes, Violations violations) {
    @Nullable Set<Long> wanted = changes.groups().value();
    if (wanted == null) {
      return Uni.createFrom().nullItem();
    }
    return UserGroup.withIds(wanted)
        .invoke(
            found -> {
              if (found.size() < wanted.size()) {
                violations.add("groups", "The selected groups is invalid.");
              }
            })
        .map(HashSet::new);
  }

  private static void mayChange(Actor actor, Profile target) {
    forbidUnless(actor.mayChange(target));
  }

  /** Nobody but a superuser gives {@code superuser} or {@code admin}, directly or by a group. */
  private static void mayGrant(Actor actor, Optional<Profile> before, Profile after) {
    boolean grants =
        gains(PermissionKey.SUPERUSER, before, after) || gains(PermissionKey.ADMIN, before, after);
    forbidUnless(actor.isSuperuser() || !grants);
  }

  /** Whether a change gives a permission, or one more source of a permission held before. */
  private static boolean gains(String key, Optional<Profile> before, Profile after) {
    boolean had = before.filter(profile -> profile.allow(key)).isPresent();
    Set<Long> sources = before.map(profile -> profile.sourcesOf(key)).orElse(Set.of());
    return (after.allow(key) && !had) || !sources.containsAll(after.sourcesOf(key));
  }

  /** Nobody but a superuser changes their own permissions and groups. */
  private static void mayChangeOwnRights(Actor actor, Profile before, Profile after) {
    boolean same =
        before.permissions().equals(after.permissions()) && before.groups().equals(after.groups());
    forbidUnless(same || !actor.is(after.id()) || actor.isSuperuser());
  }

  /**
   * A credential that is narrowed must not make one that is not: neither by setting its owner's
   * password, nor by making or taking over somebody who may do more than it, or who is an
   * administrator, as whom a network or an audience would bind it no longer.
   */
  private static void mayHandOver(
      Actor actor, Optional<Profile> before, Profile after, boolean withPassword) {
    if (actor.restricted()) {
      boolean takesOver =
          withPassword
              && (actor.is(after.id())
                  || after.allow(PermissionKey.ADMIN)
                  || actor.isExceededBy(after, after.keys()));
      boolean grants =
          gains(PermissionKey.ADMIN, before, after)
              || actor.isExceededBy(
                  key -> after.allow(key) && before.filter(known -> known.allow(key)).isEmpty(),
                  after.keys());
      forbidUnless(!takesOver && !grants);
    }
  }

  private static void forbidUnless(boolean allowed) {
    if (!allowed) {
      throw new ProblemException(Problem.Forbidden.whateverTheScopes());
    }
  }

  private Uni<@Nullable String> hashIfGiven(Change<Password> change) {
    @Nullable Password password = change.value();
    return password == null ? Uni.createFrom().nullItem() : hasher.hash(password).map(hash -> hash);
  }

  private static User existing(@Nullable User user) {
    if (user == null) {
      throw notFound();
    }
    return user;
  }

  private static ProblemException taken(String field) {
    return new ProblemException(new Problem.Invalid(Map.of(field, List.of(takenMessage(field)))));
  }

  private static String takenMessage(String field) {
    return "The " + field + " has already been taken.";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
