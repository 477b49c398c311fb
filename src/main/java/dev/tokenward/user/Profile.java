package dev.tokenward.user;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user as they are at one moment, with the groups they are in: all that an answer about them
 * shows and all that a decision about them needs. Never the password's hash.
 *
 * @param id the user's number
 * @param username unique among undeleted users, whatever the case of its letters
 * @param firstName never blank
 * @param permissions the user's own
 * @param groups by id
 * @param activated whether the user may sign in and their tokens work
 * @param createdBy the user who made this one; null for who was made at the command line
 * @param deletedAt when the user was deleted
 */
public record Profile(
    long id,
    String username,
    String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable String employeeNum,
    @Nullable String jobtitle,
    @Nullable String phone,
    @Nullable String locale,
    @Nullable String notes,
    Permissions permissions,
    List<Membership> groups,
    boolean activated,
    @Nullable Creator createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastLogin,
    @Nullable Instant deletedAt)
    implements Rights {

  /**
   * A group that a user is in.
   *
   * @param id the group's number
   * @param name the group's name
   * @param permissions what the group grants
   */
  public record Membership(long id, String name, Permissions permissions) {}

  /**
   * Whether this user may sign in and use tokens.
   *
   * @return false once disabled or deleted
   */
  public boolean isActive() {
    return activated && deletedAt == null;
  }

  /**
   * First and last name.
   *
   * @return never blank
   */
  public String fullName() {
    return lastName == null ? firstName : firstName + " " + lastName;
  }

  /**
   * The rule of Snipe-IT's permissions, the only place that knows it. {@code superuser} allows
   * everything, {@code admin} everything but {@code superuser} and {@code self.*}. Otherwise the
   * user's own 1 or -1 decides; failing that, a 1 of any of the groups grants.
   */
  @Override
  public boolean allow(String permission) {
    return holds(PermissionKey.SUPERUSER)
        || (PermissionKey.isWithinAdmin(permission) && holds(PermissionKey.ADMIN))
        || holds(permission);
  }

  /** Where a permission is written down: the groups that grant it, and 0 for the user's own. */
  Set<Long> sourcesOf(String key) {
    Stream<Long> own = permissions.grant(key) ? Stream.of(0L) : Stream.empty();
    Stream<Long> fromGroups =
        groups.stream().filter(group -> group.permissions().grant(key)).map(Membership::id);
    return Stream.concat(own, fromGroups).collect(Collectors.toUnmodifiableSet());
  }

  /** All keys that could be allowed: the built-in ones, and what is written down besides. */
  Set<String> keys() {
    Stream<String> fromGroups =
        groups.stream().flatMap(group -> group.permissions().values().keySet().stream());
    return Stream.of(
            PermissionKey.builtIn().stream(), permissions.values().keySet().stream(), fromGroups)
        .flatMap(keys -> keys)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean holds(String key) {
    if (permissions.grant(key) || permissions.deny(key)) {
      return permissions.grant(key);
    }
    return groups.stream().anyMatch(group -> group.permissions().grant(key));
  }
}
