package dev.tokenward.http;

import io.vertx.ext.web.RoutingContext;

/** The routes that take a password: those of one's own tokens. */
final class PasswordRoutes {

  /** Where those routes are. */
  static final String TOKENS = "/api/v1/account/personal-access-tokens";

  private PasswordRoutes() {}

  static boolean include(RoutingContext context) {
    String path = context.normalizedPath();
    return path.equals(TOKENS) || path.startsWith(TOKENS + "/");
  }
}
