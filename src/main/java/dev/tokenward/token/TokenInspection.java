package dev.tokenward.token;

import java.util.List;

/**
 * What a token is and can do at one moment.
 *
 * @param token the token and its owner
 * @param state whether it passes, and if not, why
 * @param permissions every permission key that it passes now, in the order of the vocabulary: what
 *     its owner may do, cut down to its scopes; none where it does not pass at all
 */
public record TokenInspection(OwnedToken token, State state, List<String> permissions) {

  /** Whether a token passes, as far as its time and its owner go. */
  public enum State {
    /** It passes, from the networks and at the services that it may be used from and at. */
    LIVE,
    /** Its time is over. */
    EXPIRED,
    /** It was revoked. */
    REVOKED,
    /** Its owner is disabled or deleted. */
    OWNER_INACTIVE
  }
}
