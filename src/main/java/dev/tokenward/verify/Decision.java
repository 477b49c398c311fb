package dev.tokenward.verify;

import java.time.Duration;

/** The answer to "may this credential pass?". */
public sealed interface Decision {

  /**
   * Yes.
   *
   * @param principal as whom
   */
  record Allowed(Principal principal) implements Decision {}

  /**
   * No.
   *
   * @param reason why; for the log and metrics, never for the caller
   */
  record Refused(Reason reason) implements Decision {}

  /**
   * Neither yes nor no: the store could not be asked. Never to be shown as a refusal, because the
   * token may be valid.
   *
   * @param retryAfter when to ask again
   */
  record Undecided(Duration retryAfter) implements Decision {}

  /** Why a token is refused. */
  enum Reason {
    /** Not a token of this service: wrong prefix, length, alphabet or checksum. */
    MALFORMED,
    /** Well-formed, but never issued. */
    UNKNOWN,
    /** Its life is over. */
    EXPIRED,
    /** It was revoked. */
    REVOKED,
    /** Its owner was disabled or deleted. */
    OWNER_INACTIVE,
    /** It came from outside the networks it is bound to. */
    WRONG_NETWORK,
    /** It is meant for other services. */
    WRONG_AUDIENCE
  }
}
