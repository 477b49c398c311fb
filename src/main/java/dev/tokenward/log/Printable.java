package dev.tokenward.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of a stranger, made fit for one line of a log. What looks like a token is left out, also
 * where some of it is percent-encoded, however often: people mistake a token for an id, and put it
 * into an address.
 */
public final class Printable {

  private static final int LONGEST = 200;
  private static final String HIDDEN = "[hidden]";

  /** What is shorter holds no token that is worth hiding. */
  private static final int SHORTEST_TOKEN = 31;

  /** Most of a token with the underscore of its prefix, or its random part without a prefix. */
  private static final Pattern TOKEN =
      Pattern.compile("(?<=_)[0-9A-Za-z]{30,}|(?<![0-9A-Za-z])[0-9A-Za-z]{43,64}(?![0-9A-Za-z])");

  private static final Pattern UNFIT = Pattern.compile("[^\\p{Graph} ]");

  private Printable() {}

  /**
   * Makes it fit.
   *
   * @param text of any length
   * @return at most 200 characters and an ellipsis, of which none is a control character; decoded
   *     where something had to be left out; may be called on any thread
   */
  public static String of(String text) {
    String harmless = withoutTokens(text);
    boolean whole = harmless.length() <= LONGEST;
    String bounded = whole ? harmless : harmless.substring(0, LONGEST);
    return UNFIT.matcher(bounded).replaceAll("?") + (whole ? "" : "…");
  }

  private static String withoutTokens(String text) {
    if (text.length() < SHORTEST_TOKEN) {
      return text;
    }
    Matcher token = TOKEN.matcher(decoded(text));
    return token.find() ? token.replaceAll(HIDDEN) : text;
  }

  /**
   * Decodes until nothing is left to decode, in one pass: a character that comes out of an escape
   * can be the end of another one. So an escape whose percent sign is encoded, and whose digits
   * are, costs as little as a plain one.
   */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      decoded.append(text.charAt(i));
      while (endsWithAnEscape(decoded)) {
        int start = decoded.length() - 3;
        char character = (char) Integer.parseInt(decoded, start + 1, start + 3, 16);
        decoded.setLength(start);
        decoded.append(character);
      }
    }
    return decoded.toString();
  }

  private static boolean endsWithAnEscape(CharSequence text) {
    int length = text.length();
    return length >= 3
        && text.charAt(length - 3) == '%'
        && isHexDigit(text.charAt(length - 2))
        && isHexDigit(text.charAt(length - 1));
  }

  /** Of ASCII only, as in an address. */
  private static boolean isHexDigit(char character) {
    return character < 128 && Character.digit(character, 16) >= 0;
  }
}
