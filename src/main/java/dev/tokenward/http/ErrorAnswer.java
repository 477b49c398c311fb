package dev.tokenward.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One error in both renderings.
 *
 * @param status what Snipe-IT answers with
 * @param body what Snipe-IT answers; null for no body at all
 * @param honestStatus what the status would be by the rules of HTTP
 * @param detail a sentence for the reader of a problem document
 * @param fields what is wrong with which field; empty for other errors
 * @param violatedPolicies the names of the limits that were exceeded
 * @param headers in both renderings
 */
record ErrorAnswer(
    int status,
    @Nullable JsonObject body,
    int honestStatus,
    String detail,
    Map<String, List<String>> fields,
    List<String> violatedPolicies,
    Map<String, List<String>> headers) {

  static final String JSON = "application/json";
  static final String PROBLEM_JSON = "application/problem+json";

  private static final String PROBLEM_TYPES = "https://iana.org/assignments/http-problem-types#";

  /** The types of problem that the IETF's draft on rate limit headers registers. */
  private static final String QUOTA_EXCEEDED = PROBLEM_TYPES + "quota-exceeded";

  private static final String REDUCED_CAPACITY = PROBLEM_TYPES + "temporary-reduced-capacity";

  /** An error in Snipe-IT's envelope. */
  static ErrorAnswer envelope(int status, String message) {
    return of(status, envelopeOf(message), message);
  }

  /** An error whose body is not the envelope. */
  static ErrorAnswer of(int status, @Nullable JsonObject body, String detail) {
    return new ErrorAnswer(status, body, status, detail, Map.of(), List.of(), Map.of());
  }

  /** The envelope; {@code messages} is a string, an integer or an object. */
  static JsonObject envelopeOf(Object messages) {
    return new JsonObject().put("status", "error").put("messages", messages).putNull("payload");
  }

  ErrorAnswer honestly(int otherStatus) {
    return new ErrorAnswer(status, body, otherStatus, detail, fields, violatedPolicies, headers);
  }

  ErrorAnswer withFields(Map<String, List<String>> wrong) {
    return new ErrorAnswer(status, body, honestStatus, detail, wrong, violatedPolicies, headers);
  }

  ErrorAnswer withViolatedPolicy(String policy) {
    return new ErrorAnswer(status, body, honestStatus, detail, fields, List.of(policy), headers);
  }

  ErrorAnswer withHeader(String name, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, new ArrayList<>(values));
    return new ErrorAnswer(status, body, honestStatus, detail, fields, violatedPolicies, more);
  }

  int status(Rendering rendering) {
    return rendering == Rendering.PROBLEM ? honestStatus : status;
  }

  String contentType(Rendering rendering) {
    return rendering == Rendering.PROBLEM ? PROBLEM_JSON : JSON;
  }

  /** The text of the body, or null for none, as it is whoever asked. */
  @Nullable String text(Rendering rendering) {
    if (rendering == Rendering.PROBLEM) {
      return problemDocument().encode();
    }
    return body == null ? null : body.encode();
  }

  /** The same with what one request is called, where the form has room for that. */
  @Nullable String text(Rendering rendering, Occurrence occurrence) {
    if (rendering != Rendering.PROBLEM) {
      return text(rendering);
    }
    JsonObject document = problemDocument().put("request-id", occurrence.requestId());
    occurrence.traceId().ifPresent(id -> document.put("trace-id", id));
    return document.encode();
  }

  /** Answers a request with this, in the rendering that it asks for. */
  void send(RoutingContext context) {
    Rendering rendering = Rendering.of(context);
    HttpServerResponse response = context.response();
    Occurrence occurrence = Occurrence.of(context);
    occurrence.addTo(response.headers());
    SecurityHeaders.addTo(response.headers());
    headers.forEach((name, values) -> values.forEach(value -> response.headers().add(name, value)));
    response.setStatusCode(status(rendering));
    @Nullable String text = text(rendering, occurrence);
    if (text == null) {
      response.end();
    } else {
      response.putHeader("Content-Type", contentType(rendering)).end(text);
    }
  }

  private String type() {
    if (!violatedPolicies.isEmpty()) {
      return QUOTA_EXCEEDED;
    }
    return honestStatus == 503 ? REDUCED_CAPACITY : "about:blank";
  }

  private JsonObject problemDocument() {
    JsonObject document =
        new JsonObject()
            .put("type", type())
            .put("title", HttpTitle.of(honestStatus))
            .put("status", honestStatus)
            .put("detail", detail);
    if (!fields.isEmpty()) {
      document.put("errors", new JsonObject(new LinkedHashMap<>(fields)));
    }
    if (!violatedPolicies.isEmpty()) {
      document.put("violated-policies", new JsonArray(new ArrayList<>(violatedPolicies)));
    }
    return document;
  }
}
