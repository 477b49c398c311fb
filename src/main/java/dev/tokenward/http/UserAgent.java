package dev.tokenward.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What a client calls itself. */
final class UserAgent {

  private static final int LONGEST = 255;

  private UserAgent() {}

  /** The header, made fit for a column and a page; empty when there is none. */
  static String of(RoutingContext context) {
    @Nullable String header = context.request().getHeader(HttpHeaders.USER_AGENT);
    return header == null ? "" : bounded(header);
  }

  private static String bounded(String header) {
    String start = header.length() > LONGEST ? header.substring(0, LONGEST) : header;
    for (int i = 0; i < start.length(); i++) {
      if (start.charAt(i) < ' ' || start.charAt(i) > '~') {
        return start.replaceAll("[^ -~]", "?");
      }
    }
    return start;
  }
}
