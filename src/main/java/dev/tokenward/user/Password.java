package dev.tokenward.user;

import dev.tokenward.problem.Characters;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A password in plain text, from the request until it is hashed or checked. Its {@link #toString}
 * tells nothing.
 *
 * @param text as it was typed
 */
public record Password(String text) {

  /** bcrypt looks at no more than this; a longer password would promise what it does not hold. */
  public static final int MAX_BYTES = 72;

  /** The shortest new password, in characters. */
  public static final int MIN_LENGTH = 8;

  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

  /** 24 of 56 letters are 139 random bits. */
  private static final int GENERATED_LENGTH = 24;

  /**
   * Makes a password nobody can guess, of letters that can't be mistaken for each other.
   *
   * @return a new password
   */
  public static Password generate() {
    return new Password(
        new SecureRandom()
            .ints(GENERATED_LENGTH, 0, LETTERS.length())
            .mapToObj(i -> LETTERS.substring(i, i + 1))
            .collect(Collectors.joining()));
  }

  /** Whether bcrypt would ignore the end of it. */
  boolean isTooLong() {
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  /** Whether it can be anybody's: bcrypt would take a longer or broken one for another. */
  boolean isUsable() {
    return !isTooLong() && !hasControlCharacters();
  }

  private boolean hasControlCharacters() {
    return text.codePoints().anyMatch(Characters::isControl);
  }

  private boolean isTooShort() {
    return text.codePointCount(0, text.length()) < MIN_LENGTH;
  }

  /**
   * What keeps it from being anybody's new password.
   *
   * @return a complete sentence for who chose it; empty when it is acceptable
   */
  public Optional<String> complaint() {
    if (isTooShort()) {
      return Optional.of("The password must be at least " + MIN_LENGTH + " characters.");
    }
    if (hasControlCharacters()) {
      return Optional.of("The password may not contain control characters.");
    }
    return isTooLong()
        ? Optional.of("The password may not be greater than " + MAX_BYTES + " bytes.")
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
