package dev.tokenward.token;

import dev.tokenward.user.Creator;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of a token after its creation; never the token itself or its digest.
 *
 * @param id public name of the token
 * @param userId its owner
 * @param clientId the OAuth client it belongs to
 * @param preview prefix and last four characters
 * @param restriction what narrows it below its owner
 * @param throttlePerMinute its own rate limit; null where it shares its owner's
 * @param createdBy the person who made it; null for the operator, and where it was not noted
 * @param createdByOperator whether it was made at the command line
 * @param expiresAt the first moment at which it is refused
 * @param revokedAt when it was revoked, if it was
 * @param lastUsedAt when it last passed, to within a minute
 * @param lastUsedIp from where
 * @param lastUsedAgent what the client called itself then
 * @param uses how often it passed
 */
public record Token(
    UUID id,
    long userId,
    long clientId,
    String name,
    @Nullable String description,
    String preview,
    Restriction restriction,
    @Nullable Integer throttlePerMinute,
    @Nullable Creator createdBy,
    boolean createdByOperator,
    Instant createdAt,
    Instant updatedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedIp,
    @Nullable String lastUsedAgent,
    Uses uses) {

  /**
   * How often a token passed, to within a minute.
   *
   * @param today since midnight in UTC
   * @param thirtyDays today and on the 29 days before
   */
  public record Uses(long today, long thirtyDays) {

    /** Not at all. */
    public static final Uses NONE = new Uses(0, 0);
  }
}
