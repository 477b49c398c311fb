package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import java.net.URI;

/** The answers that many routes share, to the letter. */
final class Expect {

  static final String BEARER = challenge("");
  static final String INVALID_TOKEN =
      challenge(
          ", error=\"invalid_token\", error_description=\"The token is not known, or does not count any more.\"");
  static final String INVALID_REQUEST = challenge(", error=\"invalid_request\"");
  static final String BASIC = "Basic realm=\"tokenward\", charset=\"UTF-8\"";

  static final String UNAUTHORIZED =
      """
      {"error":"Unauthorized or unauthenticated."}""";
  static final String FORBIDDEN =
      """
      {"status":"error","messages":403,"payload":null}""";
  static final String NO_USER =
      """
      {"status":"error","messages":"User does not exist or you do not have permission to view\
       them.","payload":null}""";
  static final String NO_GROUP =
      """
      {"status":"error","messages":"Group does not exist.","payload":null}""";
  static final String NO_ASSET =
      """
      {"status":"error","messages":"Asset does not exist.","payload":null}""";
  static final String NO_SCOPE =
      """
      {"status":"error","messages":"Scope does not exist.","payload":null}""";
  static final String INVALID_JSON =
      """
      {"status":"error","messages":"Invalid JSON","payload":null}""";
  static final String METHOD_NOT_ALLOWED =
      """
      {"status":"error","messages":"Method not allowed","payload":null}""";
  static final String NO_ENDPOINT =
      """
      {"status":"error","messages":"404 endpoint not found","payload":null}""";

  private Expect() {}

  /** The challenge of the shared target, which names where to learn more. */
  static String challenge(String error) {
    return challenge(Target.shared().baseUri(), error);
  }

  /** The challenge of a service that calls itself like this. */
  static String challenge(URI service, String error) {
    return "Bearer realm=\"tokenward\"%s, resource_metadata=\"%s/.well-known/oauth-protected-resource\""
        .formatted(error, service);
  }

  /** An answer with this status and, value for value and key by key, this body. */
  static void answer(Response response, int status, String body) {
    JsonNode expected = Json.parse(body);
    JsonNode actual = Json.of(response);
    assertThat(actual).as("status " + response.statusCode()).isEqualTo(expected);
    assertThat(Json.keys(actual)).isEqualTo(Json.keys(expected));
    assertThat(response.statusCode()).isEqualTo(status);
  }

  /** 401 with the one body that tells nothing, and these challenges in this order. */
  static void unauthorized(Response response, String... challenges) {
    answer(response, 401, UNAUTHORIZED);
    assertThat(response.headers().getValues("WWW-Authenticate")).containsExactly(challenges);
  }

  static void forbidden(Response response) {
    answer(response, 403, FORBIDDEN);
  }

  /** 200, and nothing but these sentences about this field. */
  static void invalid(Response response, String field, String... sentences) {
    JsonNode envelope = Json.of(response);
    assertThat(envelope.path("status").asText()).as(envelope.toString()).isEqualTo("error");
    assertThat(Json.keys(envelope)).containsExactly("status", "messages", "payload");
    assertThat(envelope.get("payload").isNull()).isTrue();
    assertThat(Json.keys(envelope.get("messages"))).containsExactly(field);
    assertThat(Json.elements(envelope.get("messages").get(field)).map(JsonNode::asText))
        .containsExactly(sentences);
    assertThat(response.statusCode()).isEqualTo(200);
  }

  /** 200, and at least one sentence about this field and about no other. */
  static void invalidField(Response response, String field) {
    JsonNode envelope = Json.of(response);
    assertThat(envelope.path("status").asText()).as(envelope.toString()).isEqualTo("error");
    assertThat(Json.keys(envelope.get("messages"))).containsExactly(field);
    assertThat(Json.elements(envelope.get("messages").get(field)).map(JsonNode::asText))
        .isNotEmpty()
        .allMatch(sentence -> sentence.endsWith("."));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  /** An error as RFC 9457 has it, with this status both in the line and in the body. */
  static JsonNode problem(Response response, int status) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    JsonNode problem = Json.parse(response.asString());
    assertThat(Json.keys(problem)).contains("type", "title", "status", "detail");
    assertThat(problem.get("status").isInt()).isTrue();
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
    return problem;
  }
}
