package dev.tokenward.user;

/** What somebody, or a token of theirs, may do. */
@FunctionalInterface
public interface Rights {

  /**
   * Whether an action is allowed.
   *
   * @param permission one of Snipe-IT's permission keys, such as {@code users.view}
   * @return whether it may be done
   */
  boolean allow(String permission);

  /**
   * Whether everything is allowed.
   *
   * @return whether {@code superuser} is
   */
  default boolean areUnlimited() {
    return allow(PermissionKey.SUPERUSER);
  }
}
