package dev.tokenward.verify;

import dev.tokenward.token.Restriction;
import dev.tokenward.user.Creator;
import dev.tokenward.user.Permissions;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;
import dev.tokenward.user.Profiles;
import dev.tokenward.verify.Principal.TokenInUse;
import dev.tokenward.verify.TokenLookup.Found;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a store could hold of a token; each call makes another token. */
final class Founds {

  private Founds() {}

  /** A token of an active user who is in these groups. */
  static Optional<Found> of(long user, Long... groups) {
    return found(user, true, null, groups);
  }

  /** A token of an active user whom another user made. */
  static Optional<Found> madeBy(long creator, long user) {
    return found(user, true, new Creator(creator, "Grace"));
  }

  /** A token of a user who is active, or not. */
  static Optional<Found> user(long user, boolean active) {
    return found(user, active, null);
  }

  private static Optional<Found> found(
      long user, boolean active, @Nullable Creator creator, Long... groups) {
    List<Membership> memberships =
        List.of(groups).stream().map(id -> new Membership(id, "g" + id, Permissions.NONE)).toList();
    Profile profile = Profiles.ada(user, Permissions.SUPERUSER, memberships, active, creator, null);
    TokenInUse token =
        new TokenInUse(
            UUID.randomUUID(), "Backup", Restriction.NONE, Instant.EPOCH, Instant.MAX, null, false);
    return Optional.of(new Found(new Principal(profile, token), false));
  }
}
