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
record TokenRow(
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
  enum State {
    ACTIVE("Active", "good"),
    ENDS_SOON("Expires soon", "near"),
    EXPIRED("Expired", "over"),
    REVOKED("Revoked", "over");

    private final String words;
    private final String looks;

    State(String words, String looks) {
      this.words = words;
      this.looks = looks;
    }

    public String words() {
      return words;
    }

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

  static TokenRow of(Token token, Instant now) {
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

  public boolean isLive() {
    return state == State.ACTIVE || state == State.ENDS_SOON;
  }

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
