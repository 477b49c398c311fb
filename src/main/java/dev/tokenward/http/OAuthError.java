package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * An error in the form of OAuth (RFC 6749 section 5.2), whatever the client accepts: it is what
 * clients of these routes can read.
 *
 * @param status of HTTP
 * @param code the word that clients decide by
 * @param description a sentence for people
 * @param headers {@code WWW-Authenticate} where there is something to say about credentials
 * @param retryAfterSeconds when to come again; 0 for never
 */
record OAuthError(
    int status, String code, String description, List<String> headers, long retryAfterSeconds) {

  private static final String INVALID_REQUEST = "invalid_request";

  /** What goes wrong without any fault of the caller. */
  static OAuthError of(Problem problem) {
    if (problem instanceof Problem.MalformedRequest malformed) {
      return invalidRequest(400, malformed.message());
    }
    if (problem instanceof Problem.MalformedBody) {
      return invalidRequest(400, "The body cannot be read.");
    }
    if (problem instanceof Problem.TooManyRequests tooMany) {
      long seconds = tooMany.retryAfter().toSeconds();
      String sentence = "Too many requests. Try again in %d seconds.".formatted(seconds);
      return new OAuthError(429, "slow_down", sentence, List.of(), seconds);
    }
    if (problem instanceof Problem.Forbidden forbidden) {
      return new OAuthError(
          403,
          "insufficient_scope",
          "The token that asks needs the permission %s."
              .formatted(forbidden.missing().orElse("of this route")),
          Challenge.insufficientScope(forbidden.missing()),
          0);
    }
    long seconds =
        problem instanceof Problem.Unavailable unavailable
            ? Math.max(1, unavailable.retryAfter().toSeconds())
            : 1;
    return new OAuthError(
        503,
        "temporarily_unavailable",
        "The service cannot answer at the moment. Try again later.",
        List.of(),
        seconds);
  }

  /**
   * A caller who shows who it is in two ways at once, or in the address. That is about credentials
   * and not about the question, so it has a challenge (RFC 6750 section 3.1), as everywhere. Other
   * errors with 400 have none: they are those of RFC 6749 section 5.2, and there are clients that
   * look no further than a challenge where there is one, and would not tell what was wrong.
   */
  static OAuthError ambiguousCaller(String description) {
    return new OAuthError(400, INVALID_REQUEST, description, Challenge.invalidRequest(), 0);
  }

  /** What no reading makes sense of. */
  static OAuthError invalidRequest(int status, String description) {
    return new OAuthError(status, INVALID_REQUEST, description, List.of(), 0);
  }

  /** A caller who did not show who it is. */
  static OAuthError invalidClient(boolean tokenWasPresented) {
    return new OAuthError(
        401,
        "invalid_client",
        "The client is not known, or its secret is not right.",
        Challenge.client(tokenWasPresented),
        0);
  }

  /** Answers with it, unless the client is gone. */
  void send(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    MultiMap all = response.headers();
    Occurrence.of(context).addTo(all);
    SecurityHeaders.addTo(all);
    headers.forEach(challenge -> all.add("WWW-Authenticate", challenge));
    if (retryAfterSeconds > 0) {
      all.set("Retry-After", Long.toString(retryAfterSeconds));
    }
    all.set("Content-Type", ErrorAnswer.JSON);
    response.setStatusCode(status).end(body());
  }

  /** As text. */
  String body() {
    return new JsonObject().put("error", code).put("error_description", description).encode();
  }
}
