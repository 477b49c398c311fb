package dev.tokenward.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the domain can refuse with. A problem says what is wrong in the domain's words; which
 * status and body that becomes is decided in one place, {@code dev.tokenward.http}.
 */
public sealed interface Problem {

  /**
   * The caller could not be identified.
   *
   * @param reason for the log only; an answer never carries it
   */
  record Unauthenticated(String reason) implements Problem {}

  /**
   * The caller is known and may not do this.
   *
   * @param missing the permission that would allow it; empty when no single one would
   */
  record Forbidden(Optional<String> missing) implements Problem {

    /**
     * The caller lacks one permission.
     *
     * @param permission its key, which is also the scope that a token would need
     * @return the refusal
     */
    public static Forbidden without(String permission) {
      return new Forbidden(Optional.of(permission));
    }

    /**
     * Something else than a permission stands against it, such as the rank of a user whom it is
     * about.
     *
     * @return the refusal
     */
    public static Forbidden whateverTheScopes() {
      return new Forbidden(Optional.empty());
    }
  }

  /**
   * Input that breaks rules of its fields.
   *
   * @param fields the sentences to show for each field, in the order the fields were checked
   */
  record Invalid(Map<String, List<String>> fields) implements Problem {}

  /**
   * What the request names does not exist, or is not the caller's to see.
   *
   * @param message a complete sentence for the caller
   */
  record NotFound(String message) implements Problem {}

  /** The same as {@link NotFound}, where even a sentence would be a hint whose the thing is. */
  record NotFoundSilently() implements Problem {}

  /**
   * A well-formed request that contradicts the state of things.
   *
   * @param message a complete sentence for the caller
   */
  record Conflict(String message) implements Problem {}

  /**
   * A request that no reading makes sense of.
   *
   * @param message a complete sentence for the caller
   */
  record MalformedRequest(String message) implements Problem {}

  /** A body that is not the JSON object or the form it claims to be. */
  record MalformedBody() implements Problem {}

  /**
   * Too much was asked for in too short a time.
   *
   * @param retryAfter how long to wait; at least one second
   * @param policy the name of the limit, as clients know it
   */
  record TooManyRequests(Duration retryAfter, String policy) implements Problem {}

  /**
   * No answer is possible at the moment, neither yes nor no.
   *
   * @param retryAfter how long to wait before asking again; at least one second
   */
  record Unavailable(Duration retryAfter) implements Problem {}
}
