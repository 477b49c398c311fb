package dev.tokenward.web.admin;

import dev.tokenward.problem.Characters;

/** What lists are searched for. */
final class Search {

  private static final int LONGEST = 100;

  private Search() {}

  /** What nothing can contain is left out. */
  static String text(String typed) {
    StringBuilder kept = new StringBuilder();
    typed
        .codePoints()
        .filter(codePoint -> !Characters.isControl(codePoint))
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }
}
