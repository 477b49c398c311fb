package dev.tokenward.store;

import java.util.Locale;

/**
 * Which part of a list is wanted.
 *
 * @param limit the most rows to answer with, at least 1
 * @param offset how many rows to leave out before, at least 0
 * @param sort the name of the column to sort by, as a client writes it; each list has its own and
 *     uses a default for any other
 * @param descending whether the largest comes first
 * @param search text that a row must contain; empty for all rows
 */
public record PageRequest(int limit, int offset, String sort, boolean descending, String search) {

  /**
   * The search text as a pattern for {@code like}, in which the reader's own wildcards are literal.
   * The escape character is {@code !}.
   *
   * @return a pattern in lower case
   */
  public String searchPattern() {
    return patternFor(search);
  }

  /**
   * The same for any other text.
   *
   * @param text that has to be contained
   * @return a pattern in lower case
   */
  public static String patternFor(String text) {
    String literal = text.toLowerCase(Locale.ROOT);
    return "%" + literal.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }
}
