package dev.tokenward.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a cookie holds: 256 random bits that nobody can guess. Its {@link #toString} tells nothing.
 *
 * @param text 43 characters of base64url
 */
public record SessionSecret(String text) {

  private static final int RANDOM_BYTES = 32;
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String MAC = "HmacSHA256";

  /**
   * Makes a new one.
   *
   * @param random where the bits come from
   * @return a secret that nobody has seen
   */
  public static SessionSecret generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new SessionSecret(encoded(bytes));
  }

  /**
   * Reads what a browser presents.
   *
   * @param presented any text
   * @return the secret, or empty for what can't be one
   */
  public static Optional<SessionSecret> parse(String presented) {
    return TEXT.matcher(presented).matches()
        ? Optional.of(new SessionSecret(presented))
        : Optional.empty();
  }

  /**
   * What a form carries to show that a page of ours made it: whoever does not know this secret
   * can't make it up, and it does not tell the secret.
   *
   * @return 43 characters of base64url, the same each time
   */
  public String formToken() {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), MAC));
      return encoded(mac.doFinal("form".getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has " + MAC, impossible);
    }
  }

  /**
   * Whether a form was made for this secret.
   *
   * @param presented any text
   * @return whether it is {@link #formToken}; the time this takes tells nothing about it
   */
  public boolean isFormToken(String presented) {
    return MessageDigest.isEqual(sha256(presented), sha256(formToken()));
  }

  /** What is stored of it and looked up for it. */
  byte[] digest() {
    return sha256(text);
  }

  @Override
  public String toString() {
    return "SessionSecret[hidden]";
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
