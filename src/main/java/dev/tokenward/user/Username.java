package dev.tokenward.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What may be a username, and how two are compared: as people expect, whatever the database's
 * locale.
 */
public final class Username {

  private static final Pattern ACCEPTABLE =
      Pattern.compile("(?U)[^\\s:\\p{Cntrl}]([^:\\p{Cntrl}]{0,253}[^\\s:\\p{Cntrl}])?");

  private Username() {}

  /**
   * Whether somebody may be called so.
   *
   * @param username not null
   * @return true for 1 to 255 characters without a colon (which ends the name in HTTP Basic),
   *     spaces at the ends or control characters
   */
  public static boolean isAcceptable(String username) {
    return ACCEPTABLE.matcher(username).matches();
  }

  /** The same for all spellings that count as one name: composed and in lower case. */
  static String fold(String username) {
    return Normalizer.normalize(username, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
