package dev.tokenward.http;

import dev.tokenward.problem.Characters;

/** What text of a stranger may be. */
final class PlainText {

  private PlainText() {}

  /** Without the white space of any script at both ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether there is a control character, or half a character. */
  static boolean hasControlCharacters(String text, boolean exceptLineBreaks) {
    return text.codePoints()
        .anyMatch(c -> Characters.isControl(c) && !(exceptLineBreaks && isLineBreak(c)));
  }

  private static boolean isLineBreak(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
  }
}
