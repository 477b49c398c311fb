package dev.tokenward.token;

/** How a request to revoke a token ended. */
public sealed interface Revocation {

  /** The token was live, and is dead from now on. */
  record Revoked() implements Revocation {}

  /** The token was dead already. */
  record AlreadyRevoked() implements Revocation {}

  /** The user has no such token: there is none, or it is another user's. */
  record NotFound() implements Revocation {}
}
