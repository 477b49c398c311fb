package dev.tokenward.gateway;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a host, in the one spelling that rules have for it: without the port, without the dot
 * at the end that DNS allows, and in small letters.
 */
final class HostName {

  private HostName() {}

  /** From the host of a request; null for what can't be the name of one. */
  static @Nullable String of(String host) {
    int end = endOfName(host);
    if (end <= 0 || !isPort(host, end)) {
      return null;
    }
    boolean isLiteral = host.charAt(0) == '[';
    int last = !isLiteral && host.charAt(end - 1) == '.' ? end - 1 : end;
    return isLiteral || isName(host, last)
        ? host.substring(0, last).toLowerCase(Locale.ROOT)
        : null;
  }

  private static int endOfName(String host) {
    if (!host.isEmpty() && host.charAt(0) == '[') {
      return literalEnd(host);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host.length() : colon;
  }

  /** Behind the bracket that closes an IPv6 address; 0 when none does. */
  private static int literalEnd(String host) {
    for (int i = 1; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == ']') {
        return i > 1 ? i + 1 : 0;
      }
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return 0;
      }
    }
    return 0;
  }

  /** Nothing, or a colon with digits behind it. */
  private static boolean isPort(String host, int from) {
    if (from == host.length()) {
      return true;
    }
    if (host.charAt(from) != ':' || host.length() - from > 6) {
      return false;
    }
    for (int i = from + 1; i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Labels with single dots between. */
  private static boolean isName(String host, int end) {
    boolean afterDot = true;
    for (int i = 0; i < end; i++) {
      char c = host.charAt(i);
      if (c == '.' ? afterDot : !isOfLabel(c)) {
        return false;
      }
      afterDot = c == '.';
    }
    return !afterDot;
  }

  private static boolean isOfLabel(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
