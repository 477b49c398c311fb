package dev.tokenward.token;

import dev.tokenward.user.Creator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as somebody left it.
 *
 * @param policy what is demanded
 * @param updatedBy who changed it last; null when nobody did
 * @param updatedAt when; null when nobody did
 */
public record KeptPolicy(
    TokenPolicy policy, @Nullable Creator updatedBy, @Nullable Instant updatedAt) {

  /** What there is before anybody demands anything. */
  static final KeptPolicy NONE = new KeptPolicy(TokenPolicy.NONE, null, null);
}
