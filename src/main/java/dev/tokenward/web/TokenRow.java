package dev.tokenward.web;

import dev.tokenward.token.Network;
import dev.tokenward.token.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A token as a page shows it.
 *
 * @param id its id
 * @param name what it is for
 * @param description more about it; empty for nothing
 * @param preview its prefix and last four characters
 * @param state how it is
 * @param scopes what it is cut down to; empty for all that its owner may
 * @param networks where it may be used from; empty for everywhere
 * @param created when it was made
 * @param lastUsed when it last passed; null for never
 * @param lastUsedFrom from where and with what; empty for never
 * @param expires when it ends or ended
 */
public record TokenRow(
    String id,
    String name,
    String description,
    String preview,
    State state,
    List<String> scopes,
    String networks,
    When created,
    @Nullable When lastUsed,
    String lastUsedFrom,
    When expires) {

  private static final Duration SOON = Duration.ofDays(7);

  /** How a token is, with a word for it and the name of its looks. */
  public enum State {
    /** Neither revoked nor expired. */
    ACTIVE("Active", "good"),
    /** The same, for not much longer. */
    ENDS_SOON("Expires soon", "near"),
    /** Its time is over. */
    EXPIRED("Expired", "over"),
    /** Somebody ended it. */
    REVOKED("Revoked", "over");

    private final String words;
    private final String looks;

    State(String words, String looks) {
      this.words = words;
      this.looks = looks;
    }

    /**
     * What it is called.
     *
     * @return a few words
     */
    public String words() {
      return words;
    }

    /**
     * What it looks like.
     *
     * @return the name of a class of the style sheet
     */
    public String looks() {
      return looks;
    }

    static State of(Token token, Instant now) {
      if (token.revokedAt() != null) {
        return REVOKED;
      }
      if (!token.expiresAt().isAfter(now)) {
        return EXPIRED;
      }
      return token.expiresAt().isAfter(now.plus(SOON)) ? ACTIVE : ENDS_SOON;
    }
  }

  /**
   * A token as it is shown at a moment.
   *
   * @param token any
   * @param now from when it is looked at
   * @return the same in words
   */
  public static TokenRow of(Token token, Instant now) {
    @Nullable Instant used = token.lastUsedAt();
    return new TokenRow(
        token.id().toString(),
        token.name(),
        orEmpty(token.description()),
        token.preview(),
        State.of(token, now),
        token.restriction().scopes(),
        token.restriction().allowedIps().stream()
            .map(Network::toString)
            .collect(Collectors.joining(", ")),
        When.of(token.createdAt(), now),
        used == null ? null : When.of(used, now),
        from(token),
        When.of(token.expiresAt(), now));
  }

  /**
   * Whether it can be used.
   *
   * @return as far as its own life goes
   */
  public boolean isLive() {
    return state == State.ACTIVE || state == State.ENDS_SOON;
  }

  /**
   * Whether somebody ended it.
   *
   * @return whether or not it would have expired since
   */
  public boolean isRevoked() {
    return state == State.REVOKED;
  }

  private static String from(Token token) {
    String address = orEmpty(token.lastUsedIp());
    String agent = orEmpty(token.lastUsedAgent());
    return (address.isEmpty() ? "" : "from " + address) + (agent.isEmpty() ? "" : " with " + agent);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
