package dev.tokenward.assertion;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.UUID;

/**
 * A pair of keys for Ed25519. Its {@link #toString} tells no secret.
 *
 * @param id how a signature names it
 * @param publicKey what everybody may know
 * @param privateKey what signs
 * @param signsFrom when it takes over
 */
record AssertionKey(UUID id, PublicKey publicKey, PrivateKey privateKey, Instant signsFrom) {

  @Override
  public String toString() {
    return "AssertionKey[" + id + "]";
  }
}
