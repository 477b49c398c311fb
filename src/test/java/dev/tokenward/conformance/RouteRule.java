package dev.tokenward.conformance;

import java.util.Optional;

/**
 * Who may call an operation.
 *
 * @param credential whether the caller has to be known
 * @param password whether a password counts as well as a token
 * @param nobody whether the token that is asked about is enough, but no credential that does not
 *     count
 * @param permission what the caller needs besides, if anything
 */
record RouteRule(
    boolean credential, boolean password, boolean nobody, Optional<String> permission) {

  /** Everybody, known or not. */
  static RouteRule anybody() {
    return new RouteRule(false, false, false, Optional.empty());
  }

  /** Whoever is known. */
  static RouteRule anyToken() {
    return new RouteRule(true, false, false, Optional.empty());
  }

  /** Whoever has a permission. */
  static RouteRule needs(String permission) {
    return new RouteRule(true, false, false, Optional.of(permission));
  }

  /** The same for whoever has a password instead of a token. */
  RouteRule orPassword() {
    return new RouteRule(credential, true, nobody, permission);
  }

  /** The same for whoever says nothing of who they are. */
  RouteRule orNobody() {
    return new RouteRule(credential, password, true, permission);
  }

  /** How an operation answers to somebody. */
  enum Verdict {
    /** Neither 401 nor 403: what was asked for, or what is wrong with it. */
    PASSES,
    /** 401. */
    UNKNOWN,
    /** 403. */
    FORBIDDEN
  }

  /** The verdict on whoever is not known: the same for all rules that want a credential. */
  static Verdict onStrangers(RouteRule anyRule) {
    return Verdict.UNKNOWN;
  }

  /** The verdict on whoever brings no credential at all. */
  Verdict onNobody() {
    return nobody ? Verdict.PASSES : Verdict.UNKNOWN;
  }

  /** The verdict on whoever is known and has no permission. */
  Verdict onPowerless() {
    return permission.isPresent() ? Verdict.FORBIDDEN : Verdict.PASSES;
  }

  /** The verdict on an administrator, who passes all but what is for superusers and oneself. */
  Verdict onAdministrators() {
    boolean beyond = permission.filter(RouteRule::isBeyondAdmin).isPresent();
    return beyond ? Verdict.FORBIDDEN : Verdict.PASSES;
  }

  /** The verdict on a superuser's password. */
  Verdict onPasswords() {
    return password ? Verdict.PASSES : Verdict.UNKNOWN;
  }

  private static boolean isBeyondAdmin(String key) {
    return key.equals("superuser") || key.startsWith("self.");
  }
}
