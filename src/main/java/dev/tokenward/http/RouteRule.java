package dev.tokenward.http;

import dev.tokenward.verify.Requirement;

/**
 * What the operator's rules say about a request, besides what its proxy says.
 *
 * @param access who may pass at all
 * @param requirement what a credential needs besides
 */
public record RouteRule(Access access, Requirement requirement) {

  /** Nothing is said. */
  public static final RouteRule NONE = new RouteRule(Access.TOKEN, Requirement.NONE);

  /** Anybody may pass. */
  public static final RouteRule PUBLIC = new RouteRule(Access.ANYBODY, Requirement.NONE);

  /** Nobody may. */
  public static final RouteRule SHUT = new RouteRule(Access.NOBODY, Requirement.NONE);

  /** Who may pass. */
  public enum Access {
    /** Whoever comes, also without a credential. */
    ANYBODY,
    /** Who has a token that meets the requirement. */
    TOKEN,
    /** No token will do. */
    NOBODY
  }
}
