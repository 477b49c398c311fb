package dev.tokenward.api;

import org.jspecify.annotations.Nullable;

/** Snipe-IT escapes the text in its objects for HTML, and its clients undo that. */
public final class Html {

  private Html() {}

  /**
   * Escapes text.
   *
   * @param text any
   * @return the same with the five characters that mean something in HTML written out
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#039;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /**
   * Escapes text that may be absent.
   *
   * @param text any, or null
   * @return as {@link #escape}, or null
   */
  public static @Nullable String escapeOrNull(@Nullable String text) {
    return text == null ? null : escape(text);
  }
}
