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

  /** The longest one, in characters, as it is written and as it is compared. */
  private static final int LONGEST = 255;

  private Username() {}

  /**
   * Whether somebody may be called so.
   *
   * @param username not null
   * @return true for 1 to 255 characters without a colon (which ends the name in HTTP Basic),
   *     spaces at the ends or control characters, and no more once ligatures are written out
   */
  public static boolean isAcceptable(String username) {
    return ACCEPTABLE.matcher(username).matches() && fold(username).codePoints().count() <= LONGEST;
  }

  /** The same for all spellings that count as one name: composed and in lower case. */
  static String fold(String username) {
    return Normalizer.normalize(username, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
