package dev.tokenward.http;

/** Text of a stranger, made fit for one line of a log. */
final class Printable {

  private static final int LONGEST = 200;

  private Printable() {}

  static String of(String text) {
    boolean whole = text.length() <= LONGEST;
    String bounded = whole ? text : text.substring(0, LONGEST);
    return bounded.replaceAll("[^\\p{Graph} ]", "?") + (whole ? "" : "…");
  }
}
