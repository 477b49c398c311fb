package dev.tokenward.api;

import org.jspecify.annotations.Nullable;

/** Snipe-IT escapes the text in its objects for HTML, and its clients undo that. */
final class Html {

  private Html() {}

  static String escape(String text) {
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

  static @Nullable String escapeOrNull(@Nullable String text) {
    return text == null ? null : escape(text);
  }
}
