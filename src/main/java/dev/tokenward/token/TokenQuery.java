package dev.tokenward.token;

import dev.tokenward.store.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of everybody's tokens are looked for: those that are as all of this says. Null means any.
 *
 * @param userId the owner
 * @param name text that the name contains, in any case
 * @param preview all that is shown of a token for ever, or its last four characters
 * @param scope a scope that the token names itself, as it is written there
 * @param state which part of their lives they are in
 * @param unused whether they never passed
 * @param lastUsed when they last passed; tokens that never did are in no span
 * @param expires when they end
 * @param created when they were made
 */
public record TokenQuery(
    @Nullable Long userId,
    @Nullable String name,
    @Nullable String preview,
    @Nullable String scope,
    State state,
    @Nullable Boolean unused,
    Span lastUsed,
    Span expires,
    Span created) {

  private static final int LAST_CHARACTERS = 4;

  /** All tokens that are neither revoked nor expired. */
  public static final TokenQuery LIVE =
      new TokenQuery(null, null, null, null, State.LIVE, null, Span.ANY, Span.ANY, Span.ANY);

  /** A part of a token's life. Whether its owner is active does not matter here. */
  public enum State {
    /** Neither revoked nor expired. */
    LIVE,
    /** Expired, and not revoked. */
    EXPIRED,
    /** Revoked, whether or not it would have expired since. */
    REVOKED,
    /** Any of them. */
    ALL
  }

  /**
   * A part of time.
   *
   * @param from its first moment; null for since ever
   * @param before the first moment behind it; null for no end
   */
  public record Span(@Nullable Instant from, @Nullable Instant before) {

    /** All of time. */
    public static final Span ANY = new Span(null, null);
  }

  /**
   * The same, of one owner.
   *
   * @param owner the number of the user
   * @return those of the tokens that are theirs
   */
  public TokenQuery ownedBy(long owner) {
    return new TokenQuery(owner, name, preview, scope, state, unused, lastUsed, expires, created);
  }

  /** The same for the database, at a moment. */
  Conditions conditions(Instant now) {
    Conditions conditions = new Conditions();
    conditions.add("t.user_id = :user", "user", userId);
    conditions.add(
        "lower(t.name) like :name escape '!'",
        "name",
        name == null ? null : PageRequest.patternFor(name));
    addPreview(conditions);
    conditions.add(":scope = any(t.scopes)", "scope", scope);
    addState(conditions, now);
    addUse(conditions);
    addSpan(conditions, "last_used_at", lastUsed);
    addSpan(conditions, "expires_at", expires);
    addSpan(conditions, "created_at", created);
    return conditions;
  }

  private void addPreview(Conditions conditions) {
    if (preview != null) {
      boolean whole = preview.length() > LAST_CHARACTERS;
      conditions.add(
          whole ? "t.preview = :preview" : "right(t.preview, 4) = :preview", "preview", preview);
    }
  }

  private void addState(Conditions conditions, Instant now) {
    switch (state) {
      case LIVE -> {
        conditions.add("t.revoked_at is null");
        conditions.add("t.expires_at > :now", "now", now);
      }
      case EXPIRED -> {
        conditions.add("t.revoked_at is null");
        conditions.add("t.expires_at <= :now", "now", now);
      }
      case REVOKED -> conditions.add("t.revoked_at is not null");
      case ALL -> {}
    }
  }

  private void addUse(Conditions conditions) {
    if (unused != null) {
      conditions.add(unused ? "t.last_used_at is null" : "t.last_used_at is not null");
    }
  }

  private static void addSpan(Conditions conditions, String column, Span span) {
    conditions.add("t.%s >= :%s_from".formatted(column, column), column + "_from", span.from());
    conditions.add(
        "t.%s < :%s_before".formatted(column, column), column + "_before", span.before());
  }
}
