package dev.tokenward.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are looked for: those that are as all of this says. Null means any.
 *
 * @param actor what the actor is called, exactly
 * @param actorId the number of a user, or the id of a client
 * @param actorKind what the actor is, such as {@code user} or {@code operator}
 * @param action what was done, such as {@code token.revoked}; or {@code token.*}
 * @param targetType what was changed, such as {@code token}
 * @param targetId which one
 * @param userId whose it is
 * @param address where the request came from
 * @param outcome {@code done} or {@code refused}
 * @param from the first moment
 * @param until the first moment behind the last
 */
public record AuditQuery(
    @Nullable String actor,
    @Nullable String actorId,
    @Nullable String actorKind,
    @Nullable String action,
    @Nullable String targetType,
    @Nullable String targetId,
    @Nullable Long userId,
    @Nullable String address,
    @Nullable String outcome,
    @Nullable Instant from,
    @Nullable Instant until) {

  private static final String EVERY_ACTION_ON = ".*";

  /** The next character: what begins with a kind and a dot is a range of texts, byte by byte. */
  private static final char BEHIND_THE_DOT = '.' + 1;

  /** The same for the database. */
  Filter filter() {
    Filter filter = new Filter();
    filter.add("actor_name = ", actor);
    filter.add("actor_id = ", actorId);
    filter.add("actor_kind = ", actorKind);
    if (action != null && action.endsWith(EVERY_ACTION_ON)) {
      String kind = action.substring(0, action.length() - EVERY_ACTION_ON.length());
      filter.add("action collate \"C\" >= ", kind + '.');
      filter.add("action collate \"C\" < ", kind + BEHIND_THE_DOT);
    } else {
      filter.add("action collate \"C\" = ", action);
    }
    filter.add("target_type = ", targetType);
    filter.add("target_id = ", targetId);
    filter.add("user_id = ", userId);
    filter.add("address = ", address);
    filter.add("outcome = ", outcome);
    filter.add("happened_at >= ", from == null ? null : from.atOffset(ZoneOffset.UTC));
    filter.add("happened_at < ", until == null ? null : until.atOffset(ZoneOffset.UTC));
    return filter;
  }
}
