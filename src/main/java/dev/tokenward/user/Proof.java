package dev.tokenward.user;

import java.util.UUID;

/**
 * What showed who somebody is, as the store can tell whether it still does. Between the moment at
 * which a credential is verified and the moment at which something lasting is made with it, the
 * credential may end; what is made then has to ask again, in the transaction that makes it.
 */
public sealed interface Proof {

  /**
   * A token.
   *
   * @param id its id
   */
  record Token(UUID id) implements Proof {}

  /**
   * A session of a browser.
   *
   * @param id its public name
   */
  record Session(UUID id) implements Proof {}

  /**
   * A password.
   *
   * @param storedHash what it was compared with
   */
  record Password(String storedHash) implements Proof {
    @Override
    public String toString() {
      return "Password[hidden]";
    }
  }

  /** Somebody else's word, or that of the operator at the command line, which does not end. */
  record Word() implements Proof {}
}
