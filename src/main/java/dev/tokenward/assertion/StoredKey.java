package dev.tokenward.assertion;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A row of {@code assertion_keys}.
 *
 * @param id how a signature names the key
 * @param publicKey in the form of X.509, in Base64
 * @param sealedKey the private one as {@link KeySeal} makes it
 * @param signsFrom when it takes over
 */
record StoredKey(UUID id, String publicKey, String sealedKey, Instant signsFrom) {

  static final String ALGORITHM = "Ed25519";

  /** Makes a new pair; takes a moment. */
  static StoredKey generate(KeySeal seal, Instant signsFrom) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    UUID id = UUID.randomUUID();
    String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    return new StoredKey(
        id, publicKey, seal.seal(id, publicKey, pair.getPrivate().getEncoded()), signsFrom);
  }

  /** Fails when the row is not as it was sealed with this secret, in any part but the time. */
  AssertionKey open(KeySeal seal) throws GeneralSecurityException {
    byte[] privateKey = seal.open(id, publicKey, sealedKey);
    KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
    return new AssertionKey(
        id,
        keys.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))),
        keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
        signsFrom);
  }

  @Override
  public String toString() {
    return "StoredKey[" + id + "]";
  }
}
