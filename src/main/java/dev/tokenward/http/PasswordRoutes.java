package dev.tokenward.http;

import io.vertx.ext.web.RoutingContext;

/**
 * The routes that take a password: those of one's own tokens, and the one that tells of the token
 * in use, so that it can say that there is none.
 */
final class PasswordRoutes {

  /** Where one's own tokens are. */
  static final String TOKENS = "/api/v1/account/personal-access-tokens";

  private static final String TOKEN_IN_USE = "/api/v1/account/token";

  private PasswordRoutes() {}

  static boolean include(RoutingContext context) {
    return include(context.normalizedPath());
  }

  static boolean include(String path) {
    return path.equals(TOKENS) || path.startsWith(TOKENS + "/") || path.equals(TOKEN_IN_USE);
  }
}
