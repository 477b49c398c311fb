package dev.tokenward.user;

import java.time.Duration;

/** How a sign-in with a password ended. */
public sealed interface PasswordOutcome {

  /**
   * The password is right and its owner may sign in.
   *
   * @param profile who it is
   * @param proof what shows later whether it still is the password
   */
  record Accepted(Profile profile, Proof.Password proof) implements PasswordOutcome {}

  /**
   * No entry.
   *
   * @param reason for the log only: never tell the caller whether the username exists
   */
  record Rejected(String reason) implements PasswordOutcome {}

  /**
   * Too many wrong passwords; this one was not looked at.
   *
   * @param retryAfter how long the lock-out lasts, at least one second
   */
  record LockedOut(Duration retryAfter) implements PasswordOutcome {}

  /** Too many passwords are waiting to be checked; this one was not looked at. */
  record Busy() implements PasswordOutcome {}
}
