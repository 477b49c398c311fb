package dev.tokenward.web.admin;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user in a list.
 *
 * @param id the number
 * @param name first and last name
 * @param username unique
 * @param email empty for none
 * @param role superuser or administrator; empty for neither
 * @param active whether they may sign in and use tokens
 * @param groups the names of the groups they are in
 */
record UserRow(
    long id,
    String name,
    String username,
    String email,
    String role,
    boolean active,
    List<String> groups) {

  static UserRow of(Profile profile) {
    @Nullable String email = profile.email();
    return new UserRow(
        profile.id(),
        profile.fullName(),
        profile.username(),
        email == null ? "" : email,
        role(profile),
        profile.activated(),
        profile.groups().stream().map(Profile.Membership::name).toList());
  }

  static String role(Profile profile) {
    if (profile.allow(PermissionKey.SUPERUSER)) {
      return "Superuser";
    }
    return profile.allow(PermissionKey.ADMIN) ? "Administrator" : "";
  }
}
