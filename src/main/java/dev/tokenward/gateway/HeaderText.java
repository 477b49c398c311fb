package dev.tokenward.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people have typed, made fit for a header that a backend trusts. It is percent-encoded UTF-8
 * (RFC 3986 section 2.1): visible ASCII and single spaces inside stand for themselves, but for the
 * percent sign and the comma, which separates the items of a list. So no name can end a header or
 * begin another one, and decoding gives back exactly what was typed.
 *
 * <p>Nothing is ever empty, because proxies make different things of an empty header: {@link #NONE}
 * stands for what is not there, and what looks like it is encoded.
 */
final class HeaderText {

  /** Stands for nothing. */
  static final String NONE = "-";

  private HeaderText() {}

  /** One text; null and empty are nothing. */
  static String of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    return text.equals(NONE) ? encoded(NONE.charAt(0)) : encoded(text);
  }

  /** A list with commas between; no items are nothing. */
  static String of(List<String> items) {
    return items.isEmpty()
        ? NONE
        : items.stream().map(HeaderText::of).collect(Collectors.joining(","));
  }

  private static String encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      boolean edge = i == 0 || i == bytes.length - 1 || bytes[i - 1] == ' ';
      if (isPlain(bytes[i]) || (bytes[i] == ' ' && !edge)) {
        encoded.append((char) bytes[i]);
      } else {
        encoded.append(encoded(bytes[i] & 0xFF));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte b) {
    return b > ' ' && b <= '~' && b != '%' && b != ',';
  }

  private static String encoded(int unsigned) {
    return String.format(Locale.ROOT, "%%%02X", unsigned);
  }
}
