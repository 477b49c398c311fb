package dev.tokenward.gateway;

import dev.tokenward.http.RouteRule;
import java.util.Set;

/**
 * One rule of the operator's file.
 *
 * @param line where it begins
 * @param host as {@link HostName} spells it
 * @param path what the paths begin with, without a slash at the end but for the root
 * @param methods for which it is; none for all
 * @param answer what it says
 */
record Rule(int line, String host, String path, Set<String> methods, RouteRule answer) {

  boolean takes(String method) {
    return methods.isEmpty() || methods.contains(method);
  }

  /** Whether a path is this one or below it, in any case of letters. */
  boolean isAbove(String other) {
    return other.regionMatches(true, 0, path, 0, path.length()) && endsSegment(other);
  }

  /** The same for the very letters. */
  boolean isExactlyAbove(String other) {
    return other.startsWith(path) && endsSegment(other);
  }

  /** Whether it takes all requests that another one of the same host takes. */
  boolean covers(Rule other) {
    boolean takesAll =
        methods.isEmpty() || (!other.methods.isEmpty() && methods.containsAll(other.methods));
    return takesAll && isAbove(other.path);
  }

  private boolean endsSegment(String other) {
    int end = path.length();
    return end == 1 || other.length() == end || other.charAt(end) == '/';
  }
}
