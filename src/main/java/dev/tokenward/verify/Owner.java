package dev.tokenward.verify;

import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;

/**
 * The user that all remembered tokens of one person share: marking it stale makes all of them so.
 */
final class Owner {

  private final long userId;
  private final long[] groups;
  private volatile boolean stale;

  private Owner(long userId, long[] groups) {
    this.userId = userId;
    this.groups = groups;
  }

  static Owner of(Profile profile) {
    return new Owner(profile.id(), profile.groups().stream().mapToLong(Membership::id).toArray());
  }

  long userId() {
    return userId;
  }

  boolean isIn(long group) {
    for (long each : groups) {
      if (each == group) {
        return true;
      }
    }
    return false;
  }

  boolean isStale() {
    return stale;
  }

  void markStale() {
    stale = true;
  }
}
