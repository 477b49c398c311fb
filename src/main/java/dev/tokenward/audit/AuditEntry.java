package dev.tokenward.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sealed entry of the log.
 *
 * @param sequence its number in the chain, from 1 without gaps
 * @param happenedAt when the change was made, in microseconds
 * @param action what was done, such as {@code token.revoked}
 * @param outcome {@code done} or {@code refused}
 * @param actorKind what made the change, as {@link dev.tokenward.store.Author.Kind} in lower case,
 *     or {@code database} for whoever came around the service
 * @param actorId the number of a user, or the id of a client
 * @param actorName what the actor is called
 * @param credential what the actor showed: a token or a session with its id, or a word for the kind
 * @param address the IP address that the request came from
 * @param targetType what was changed, such as {@code token}
 * @param targetId which one
 * @param targetName what it is called
 * @param userId whose it is
 * @param details a JSON object: what a new thing has, or the old and the new values
 * @param hash SHA-256 of the hash before and of all this, in hexadecimal digits
 */
public record AuditEntry(
    long sequence,
    Instant happenedAt,
    String action,
    String outcome,
    String actorKind,
    @Nullable String actorId,
    @Nullable String actorName,
    @Nullable String credential,
    @Nullable String address,
    @Nullable String targetType,
    @Nullable String targetId,
    @Nullable String targetName,
    @Nullable Long userId,
    String details,
    String hash) {}
