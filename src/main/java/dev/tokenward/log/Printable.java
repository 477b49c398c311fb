package dev.tokenward.log;

import java.util.regex.Pattern;

/**
 * Text of a stranger, made fit for one line of a log. What looks like a token is left out: people
 * mistake one for an id, and put it into an address.
 */
public final class Printable {

  private static final int LONGEST = 200;
  private static final Pattern TOKEN = Pattern.compile("(?:_|%5[Ff])[0-9A-Za-z]{30,}");

  private Printable() {}

  /**
   * Makes it fit.
   *
   * @param text of any length
   * @return at most 200 characters and an ellipsis, of which none is a control character; may be
   *     called on any thread
   */
  public static String of(String text) {
    String harmless = TOKEN.matcher(text).replaceAll("_[hidden]");
    boolean whole = harmless.length() <= LONGEST;
    String bounded = whole ? harmless : harmless.substring(0, LONGEST);
    return bounded.replaceAll("[^\\p{Graph} ]", "?") + (whole ? "" : "…");
  }
}
