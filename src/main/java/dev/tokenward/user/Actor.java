package dev.tokenward.user;

import java.util.Optional;
import java.util.Set;

/**
 * Who asks for a change, with what they may do at this moment: a token may have less than its
 * owner.
 *
 * @param person empty for the operator at the command line
 * @param rights what the credential in use may do
 * @param restricted whether the credential is narrowed in any respect below its owner
 */
public record Actor(Optional<Creator> person, Rights rights, boolean restricted) {

  /** The operator of the service, at the command line: may do everything. */
  public static final Actor OPERATOR = new Actor(Optional.empty(), permission -> true, false);

  /**
   * Nobody but a superuser changes a superuser, or what is a superuser's, and nobody below an
   * administrator changes one. That goes for oneself too: a token that is cut down must not set its
   * owner's password and so become all that its owner is.
   *
   * @param target what the other may do
   * @return whether this actor may change the other
   */
  public boolean mayChange(Rights target) {
    boolean isAbove =
        target.areUnlimited()
            || (target.allow(PermissionKey.ADMIN) && !rights.allow(PermissionKey.ADMIN));
    return isSuperuser() || !isAbove;
  }

  boolean isSuperuser() {
    return rights.areUnlimited();
  }

  /** Whether somebody may do any of these things, and this credential may not. */
  boolean isExceededBy(Rights other, Set<String> keys) {
    return keys.stream().anyMatch(key -> other.allow(key) && !rights.allow(key));
  }

  boolean is(long otherUserId) {
    return person.filter(known -> known.id() == otherUserId).isPresent();
  }
}
