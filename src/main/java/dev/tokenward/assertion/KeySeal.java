package dev.tokenward.assertion;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts private keys for the database (AES-256-GCM), each together with the id it belongs to, so
 * that nobody who can write to the table can put one in the place of another.
 */
final class KeySeal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey secret;
  private final SecureRandom random = new SecureRandom();

  /** With 32 bytes in Base64. */
  KeySeal(String secret) {
    this.secret = new SecretKeySpec(Base64.getDecoder().decode(secret), "AES");
  }

  String seal(UUID id, byte[] key) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, nonce).doFinal(key);
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
  }

  /** Fails when it was sealed with another secret, for another id, or changed. */
  byte[] open(UUID id, String text) throws GeneralSecurityException {
    byte[] sealed = Base64.getDecoder().decode(text);
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("This is no sealed key");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, id, nonce)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, UUID id, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(("tokenward assertion key " + id).getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
