package dev.tokenward.user;

import io.smallrye.mutiny.Uni;

/** Who is an administrator, as the database knows it. */
public final class Administrators {

  private Administrators() {}

  /**
   * Whether a user has the permission {@code admin}, directly, by a group or as a superuser.
   *
   * @param userId the user's number
   * @return false also for a user who is not there; on the current session
   */
  public static Uni<Boolean> include(long userId) {
    return User.byId(userId).map(user -> user != null && user.profile().allow(PermissionKey.ADMIN));
  }
}
