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
 * Encrypts private keys for the database (AES-256-GCM), each bound to the id and the public key it
 * belongs to, so that nobody who can write to the table can put one in the place of another, or a
 * public key of their own beside it.
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

  String seal(UUID id, String publicKey, byte[] key) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, publicKey, nonce).doFinal(key);
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
  }

  /** Fails when it was sealed with another secret, for another id or public key, or changed. */
  byte[] open(UUID id, String publicKey, String text) throws GeneralSecurityException {
    byte[] sealed = bytes(text);
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("This is no sealed key");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, id, publicKey, nonce)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private static byte[] bytes(String text) throws GeneralSecurityException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException otherwise) {
      throw new GeneralSecurityException("This is no sealed key", otherwise);
    }
  }

  private Cipher cipher(int mode, UUID id, String publicKey, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    String bound = "tokenward assertion key %s %s".formatted(id, publicKey);
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
