package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of what an error looks like from outside (contract: Errors). Nothing here tells why
 * a credential was refused.
 */
final class ErrorAnswers {

  private static final String API = "/api/v1";
  private static final String SEE_REFERENCE =
      "Please check the API reference at https://snipe-it.readme.io/reference to find a valid API"
          + " endpoint.";

  private static final String UNAUTHENTICATED_MESSAGE = "Unauthorized or unauthenticated.";

  /** The body of a 401; not to be changed. */
  static final JsonObject UNAUTHENTICATED = new JsonObject().put("error", UNAUTHENTICATED_MESSAGE);

  private ErrorAnswers() {}

  /** The answer for a problem of the domain. */
  static ErrorAnswer of(Problem problem, RoutingContext context) {
    return problem instanceof Problem.Unauthenticated ? unauthenticated(context) : of(problem);
  }

  /** The answer for a problem of a caller who is known, or does not matter. */
  static ErrorAnswer of(Problem problem) {
    if (problem instanceof Problem.Forbidden forbidden) {
      return forbidden(forbidden.missing());
    }
    if (problem instanceof Problem.Invalid invalid) {
      return invalid(invalid.fields());
    }
    if (problem instanceof Problem.NotFound notFound) {
      return ErrorAnswer.envelope(200, notFound.message()).honestly(404);
    }
    if (problem instanceof Problem.NotFoundSilently) {
      return ErrorAnswer.of(404, null, "There is nothing here that you may see.");
    }
    if (problem instanceof Problem.Conflict conflict) {
      return ErrorAnswer.envelope(200, conflict.message()).honestly(409);
    }
    if (problem instanceof Problem.MalformedRequest malformed) {
      return ErrorAnswer.envelope(400, malformed.message())
          .withHeader("WWW-Authenticate", Challenge.invalidRequest());
    }
    if (problem instanceof Problem.MalformedBody) {
      return ErrorAnswer.envelope(422, "Invalid JSON");
    }
    if (problem instanceof Problem.TooManyRequests tooMany) {
      return tooManyRequests(tooMany.retryAfter().toSeconds()).withViolatedPolicy(tooMany.policy());
    }
    return problem instanceof Problem.Unavailable unavailable
        ? unavailable(unavailable.retryAfter().toSeconds())
        : serverError();
  }

  static ErrorAnswer unauthenticated(RoutingContext context) {
    return unauthenticated(Challenge.unauthenticated(context));
  }

  static ErrorAnswer unauthenticated(List<String> challenges) {
    return ErrorAnswer.of(401, UNAUTHENTICATED, UNAUTHENTICATED_MESSAGE)
        .withHeader("WWW-Authenticate", challenges);
  }

  private static ErrorAnswer forbidden(Optional<String> missing) {
    String detail =
        missing
            .map(
                "This needs the permission %s. Use a token whose owner has it and whose scopes include it."
                    ::formatted)
            .orElse("You are known, but you may not do this, whatever the scopes of your token.");
    return ErrorAnswer.of(403, ErrorAnswer.envelopeOf(403), detail)
        .withHeader("WWW-Authenticate", Challenge.insufficientScope(missing));
  }

  /** What a GET under the API's base finds nowhere; the caller is known. */
  static ErrorAnswer noSuchEndpoint(RoutingContext context) {
    return noSuchEndpoint(isBase(context));
  }

  /** The same, for the base itself or for what is under it. */
  static ErrorAnswer noSuchEndpoint(boolean base) {
    String hint =
        base ? "This is the base URL for the API and does not return anything itself. " : "";
    String message = "404 endpoint not found. " + hint + SEE_REFERENCE;
    JsonObject body =
        new JsonObject().put("status", "error").put("message", message).putNull("payload");
    return ErrorAnswer.of(404, body, message);
  }

  /**
   * Whether a path belongs to the API, where even what does not exist is told only to those who are
   * known.
   */
  static boolean isApi(RoutingContext context) {
    String path = context.normalizedPath();
    return path.equals(API) || path.startsWith(API + "/");
  }

  /** The answer for an error that the framework made. */
  static ErrorAnswer ofStatus(int status) {
    String message =
        switch (status) {
          case 400 -> "The address of the request is malformed.";
          case 404 -> "404 endpoint not found";
          case 405 -> "Method not allowed";
          case 406 -> "None of the media types you accept can be had here.";
          case 413 -> "The body is larger than 64 KiB.";
          case 414 -> "The address is too long.";
          case 415 -> "Unsupported content type. Send application/json.";
          case 422 -> "Invalid JSON";
          case 431 -> "The headers are too large.";
          default -> HttpTitle.of(status) + ".";
        };
    if (status == 400) {
      return ErrorAnswer.envelope(400, message)
          .withHeader("WWW-Authenticate", Challenge.invalidRequest());
    }
    return status >= 500 && status != 503 ? serverError() : ErrorAnswer.envelope(status, message);
  }

  /** What goes with a 405: RFC 9110 section 15.5.6 demands the header. */
  static ErrorAnswer methodNotAllowed(String allowed) {
    return ofStatus(405).withHeader("Allow", List.of(allowed));
  }

  static ErrorAnswer serverError() {
    return ErrorAnswer.envelope(500, "Server Error");
  }

  static ErrorAnswer unavailable(long seconds) {
    String message = "The service cannot answer at the moment. Try again in %s.";
    return ErrorAnswer.envelope(503, message.formatted(inSeconds(seconds)))
        .withHeader("Retry-After", List.of(Long.toString(seconds)));
  }

  private static ErrorAnswer tooManyRequests(long seconds) {
    String message = "Too many requests. Try again in %d seconds.".formatted(seconds);
    JsonObject body =
        new JsonObject()
            .put("status", "error")
            .put("messages", message)
            .put("status_code", 429)
            .put("retryAfter", seconds);
    return ErrorAnswer.of(429, body, message)
        .withHeader("Retry-After", List.of(Long.toString(seconds)));
  }

  private static ErrorAnswer invalid(Map<String, List<String>> fields) {
    JsonObject messages = new JsonObject(new LinkedHashMap<>(fields));
    return ErrorAnswer.of(200, ErrorAnswer.envelopeOf(messages), "Some fields are not valid.")
        .honestly(422)
        .withFields(fields);
  }

  private static boolean isBase(RoutingContext context) {
    String path = context.normalizedPath().toLowerCase(Locale.ROOT);
    return path.equals(API) || path.equals(API + "/");
  }

  private static String inSeconds(long seconds) {
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }
}
