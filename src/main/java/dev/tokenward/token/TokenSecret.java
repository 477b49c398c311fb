package dev.tokenward.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The text of a token, from the moment it is generated or received until it is hashed. Its {@link
 * #toString} tells nothing, so that no log line, exception or test report can repeat it.
 *
 * @param text the whole token as it travels in a header
 */
public record TokenSecret(String text) {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(TokenSecret::sha256);

  /**
   * What is stored of a token and looked up for it. A plain hash is enough for 256 random bits
   * (OWASP ASVS 5.0, 6.5.2); see docs/decisions.
   *
   * @return the SHA-256 of the whole text, 32 bytes, a new array
   */
  public byte[] digest() {
    return SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same as a key.
   *
   * @return the SHA-256 of the whole text
   */
  public TokenDigest key() {
    return TokenDigest.of(digest());
  }

  /**
   * What may be shown of a token for ever: its prefix and its last four characters.
   *
   * @return for instance {@code twd_…x9Zq}
   */
  public String preview() {
    return text.substring(0, text.indexOf('_') + 1) + "…" + text.substring(text.length() - 4);
  }

  @Override
  public String toString() {
    return "TokenSecret[hidden]";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
