package dev.tokenward.verify;

import dev.tokenward.user.Creator;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;
import org.jspecify.annotations.Nullable;

/**
 * The user that all remembered tokens of one person share: marking it stale makes all of them so.
 */
final class Owner {

  private final Profile profile;
  private final long[] groups;
  private volatile boolean stale;

  private Owner(Profile profile, long[] groups) {
    this.profile = profile;
    this.groups = groups;
  }

  static Owner of(Profile profile) {
    return new Owner(profile, profile.groups().stream().mapToLong(Membership::id).toArray());
  }

  long userId() {
    return profile.id();
  }

  /** The same state of the user as one object, where this knows it: one for all their tokens. */
  Profile shared(Profile found) {
    return found.equals(profile) ? profile : found;
  }

  boolean isIn(long group) {
    for (long each : groups) {
      if (each == group) {
        return true;
      }
    }
    return false;
  }

  boolean wasMadeBy(long user) {
    @Nullable Creator creator = profile.createdBy();
    return creator != null && creator.id() == user;
  }

  boolean isStale() {
    return stale;
  }

  void markStale() {
    stale = true;
  }
}
