package dev.tokenward.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How backends may read one path. They decode what is percent-encoded, or do not, or do it twice;
 * they take a backslash for a slash; they cut off what is behind a semicolon; they make one slash
 * of two; they go up at {@code ..}. A rule holds for a path only if it does however that is read.
 */
final class PathReadings {

  /** A longer one with something special in it is left to nobody: reading it costs time. */
  private static final int LONGEST = 2_048;

  private static final int MOST_DECODINGS = 2;

  private PathReadings() {}

  /** Whether there is only one way to read a path, which is the case for nearly all of them. */
  static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean isSpecial = c == '%' || c == '\\' || c == ';' || c <= ' ' || c > '~';
      if (isSpecial || ((c == '/' || c == '.') && i > 0 && path.charAt(i - 1) == '/')) {
        return false;
      }
    }
    return true;
  }

  /** All readings of a path; none for what backends would not agree on at all. */
  static Set<String> of(String path) {
    Set<String> readings = new LinkedHashSet<>();
    if (path.length() > LONGEST) {
      return readings;
    }
    String text = path;
    for (int decoded = 0; decoded <= MOST_DECODINGS; decoded++) {
      if (!isText(text)) {
        return Set.of();
      }
      addAll(text, readings);
      @Nullable String next = decoded(text);
      if (next == null) {
        return decoded == 0 ? Set.of() : readings;
      }
      text = next;
    }
    return readings;
  }

  /** No control characters, and no bytes that UTF-8 never has: some take them for a slash. */
  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0xc0 || c == 0xc1 || c >= 0xf5);
  }

  private static void addAll(String text, Set<String> readings) {
    for (String slashed : List.of(text, text.replace('\\', '/'))) {
      for (String bare : List.of(slashed, withoutParameters(slashed))) {
        String merged = merged(bare);
        readings.add(bare);
        readings.add(merged);
        readings.add(merged(resolved(bare)));
        readings.add(resolved(bare));
        readings.add(resolved(merged));
      }
    }
  }

  /** Bytes as characters, because rules are in ASCII; null when it is not encoded well. */
  private static @Nullable String decoded(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        decoded.append(c);
        continue;
      }
      if (i + 2 >= text.length()) {
        return null;
      }
      int high = Character.digit(text.charAt(i + 1), 16);
      int low = Character.digit(text.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        return null;
      }
      decoded.append((char) (high * 16 + low));
      i += 2;
    }
    return decoded.toString();
  }

  private static String withoutParameters(String path) {
    StringBuilder bare = new StringBuilder(path.length());
    boolean inParameters = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      inParameters = c == ';' || (inParameters && c != '/');
      if (!inParameters) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  private static String merged(String path) {
    StringBuilder merged = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
        merged.append(path.charAt(i));
      }
    }
    return merged.toString();
  }

  /** RFC 3986 section 5.2.4. */
  private static String resolved(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }
}
