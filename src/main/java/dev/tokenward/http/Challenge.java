package dev.tokenward.http;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * The {@code WWW-Authenticate} headers of a refusal (RFC 6750 section 3, RFC 7617 section 2), with
 * the place where a client learns more (RFC 9728 section 5.1).
 */
final class Challenge {

  private static final String TOKEN_PRESENTED = Challenge.class.getName() + ".token";
  private static final String BEARER = "Bearer realm=\"tokenward\"";
  private static final String INVALID_TOKEN =
      ", error=\"invalid_token\", error_description=\"The token is not known, or does not count any"
          + " more.\"";
  private static final String BASIC = "Basic realm=\"tokenward\", charset=\"UTF-8\"";

  /** The address of the service is known at the start only, and does not change. */
  private static volatile Texts texts = Texts.endingWith("");

  private Challenge() {}

  /** Has every challenge for a token name this place. */
  static void describeAt(String url) {
    texts = Texts.endingWith(", resource_metadata=\"" + url + "\"");
  }

  /** Challenges for a token, written once. */
  private record Texts(
      String bearer,
      String invalidToken,
      String invalidRequest,
      String insufficientScope,
      String end) {

    static Texts endingWith(String end) {
      return new Texts(
          BEARER + end,
          BEARER + INVALID_TOKEN + end,
          BEARER + ", error=\"invalid_request\"" + end,
          BEARER + ", error=\"insufficient_scope\"",
          end);
    }
  }

  /** Notes that the request came with a token: an answer that refuses it has to say so. */
  static void tokenWasPresented(RoutingContext context) {
    context.put(TOKEN_PRESENTED, true);
  }

  /** What goes with a 401. */
  static List<String> unauthenticated(RoutingContext context) {
    String bearer = context.get(TOKEN_PRESENTED) == null ? texts.bearer() : texts.invalidToken();
    return PasswordRoutes.include(context) ? List.of(bearer, BASIC) : List.of(bearer);
  }

  /** What goes with a 401 on a route that takes tokens only, where there is none. */
  static List<String> noToken() {
    return List.of(texts.bearer());
  }

  /** What goes with a 401 on a route that takes tokens only, for a token that does not count. */
  static List<String> invalidToken() {
    return List.of(texts.invalidToken());
  }

  /**
   * What goes with a 401 on a route for services: the client's secret, or a token that may ask.
   *
   * @param tokenWasPresented whether it was a token that does not count
   */
  static List<String> client(boolean tokenWasPresented) {
    return List.of(BASIC, tokenWasPresented ? texts.invalidToken() : texts.bearer());
  }

  /** What goes with a 400 for a request that is ambiguous about its credentials. */
  static List<String> invalidRequest() {
    return List.of(texts.invalidRequest());
  }

  /** What goes with a 403: the scope that would do, where one would (RFC 6750 section 3). */
  static List<String> insufficientScope(Optional<String> missing) {
    Texts known = texts;
    return List.of(
        missing
            .map(scope -> ", scope=\"" + scope + "\"")
            .map(scope -> known.insufficientScope() + scope + known.end())
            .orElse(known.insufficientScope() + known.end()));
  }

  static ChallengeData forQuarkus(RoutingContext context) {
    return new ChallengeData(401, "WWW-Authenticate", unauthenticated(context).get(0));
  }
}
