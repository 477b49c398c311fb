package dev.tokenward.http;

/** Text of a stranger, made fit for one line of a log. */
final class Printable {

  private static final int LONGEST = 200;

  private Printable() {}

  static String of(String text) {
    String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return bounded.replaceAll("[^\\p{Graph} ]", "?");
  }
}
