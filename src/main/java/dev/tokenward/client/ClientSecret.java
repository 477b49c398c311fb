package dev.tokenward.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of a secret after its creation; never the secret itself or its digest.
 *
 * @param id public name of the secret
 * @param preview prefix and last four characters
 * @param createdAt when it was made
 * @param lastUsedAt when a client showed it last, to within a minute; null for never
 * @param endedAt when it was ended; null while it counts
 */
public record ClientSecret(
    UUID id,
    String preview,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant endedAt) {

  /**
   * Whether it counts.
   *
   * @return false once it was ended
   */
  public boolean isLive() {
    return endedAt == null;
  }
}
