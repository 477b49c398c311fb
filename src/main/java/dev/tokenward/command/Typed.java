package dev.tokenward.command;

import dev.tokenward.problem.Characters;

/** What may be typed where the API would take one line of text. */
final class Typed {

  private Typed() {}

  /** Whether there is something, not too long, and no control character in it. */
  static boolean isLine(String text, int longest) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= longest
        && text.codePoints().noneMatch(Characters::isControl);
  }
}
