package dev.tokenward.http;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The {@code WWW-Authenticate} headers of a refusal (RFC 6750 section 3, RFC 7617 section 2). */
final class Challenge {

  private static final String TOKEN_PRESENTED = Challenge.class.getName() + ".token";
  private static final String BEARER = "Bearer realm=\"tokenward\"";
  private static final String INVALID_TOKEN = BEARER + ", error=\"invalid_token\"";
  private static final String INVALID_REQUEST = BEARER + ", error=\"invalid_request\"";
  private static final String INSUFFICIENT_SCOPE = BEARER + ", error=\"insufficient_scope\"";
  private static final String BASIC = "Basic realm=\"tokenward\", charset=\"UTF-8\"";

  private Challenge() {}

  /** Notes that the request came with a token: an answer that refuses it has to say so. */
  static void tokenWasPresented(RoutingContext context) {
    context.put(TOKEN_PRESENTED, true);
  }

  /** What goes with a 401. */
  static List<String> unauthenticated(RoutingContext context) {
    String bearer = context.get(TOKEN_PRESENTED) == null ? BEARER : INVALID_TOKEN;
    return PasswordRoutes.include(context) ? List.of(bearer, BASIC) : List.of(bearer);
  }

  /** What goes with a 401 on a route that takes tokens only, where there is none. */
  static List<String> noToken() {
    return List.of(BEARER);
  }

  /** What goes with a 401 on a route that takes tokens only, for a token that does not count. */
  static List<String> invalidToken() {
    return List.of(INVALID_TOKEN);
  }

  /** What goes with a 400 for a request that is ambiguous about its credentials. */
  static List<String> invalidRequest() {
    return List.of(INVALID_REQUEST);
  }

  /** What goes with a 403: the scope that would do, where one would (RFC 6750 section 3). */
  static List<String> insufficientScope(Optional<String> missing) {
    return List.of(
        missing
            .map(scope -> INSUFFICIENT_SCOPE + ", scope=\"" + scope + "\"")
            .orElse(INSUFFICIENT_SCOPE));
  }

  static ChallengeData forQuarkus(RoutingContext context) {
    return new ChallengeData(401, "WWW-Authenticate", unauthenticated(context).get(0));
  }
}
