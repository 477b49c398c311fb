package dev.tokenward.user;

import dev.tokenward.user.Profile.Membership;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People as tests need them: what a decision depends on is given, all else is the same. */
public final class Profiles {

  private Profiles() {}

  /** Somebody called Ada Admin. */
  public static Profile ada(
      long id,
      Permissions own,
      List<Membership> groups,
      boolean activated,
      @Nullable Creator creator,
      @Nullable Instant deletedAt) {
    return new Profile(
        id,
        "ada",
        "Ada",
        "Admin",
        null,
        null,
        null,
        null,
        null,
        null,
        own,
        groups,
        activated,
        creator,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        deletedAt);
  }
}
