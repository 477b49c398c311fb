package dev.tokenward.clients;

import java.net.URI;

/**
 * As what a program asks: what its operator was given when it was registered.
 *
 * @param issuer where Tokenward is
 * @param id its name
 * @param secret that it shows
 */
record RegisteredClient(URI issuer, String id, String secret) {

  /** Where tokens are asked about. */
  URI introspection() {
    return URI.create(issuer + "/oauth/introspect");
  }

  /** Where tokens are revoked. */
  URI revocation() {
    return URI.create(issuer + "/oauth/revoke");
  }

  /** Tells no secret. */
  @Override
  public String toString() {
    return id;
  }
}
