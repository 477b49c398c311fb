package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One operation of the OpenAPI document.
 *
 * @param verb in capitals
 * @param path with its parameters in braces
 * @param json what the document says of it
 * @param document all of it
 */
record Operation(String verb, String path, JsonNode json, JsonNode document) {

  static final String OPENAPI = "/q/openapi";

  static JsonNode readDocument() {
    return Json.parse(
        Given.anonymous().accept("*/*").queryParam("format", "json").get(OPENAPI).asString());
  }

  static Stream<Operation> all() {
    JsonNode document = readDocument();
    return document.get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(verb -> of(verb.getKey(), path.getKey(), verb.getValue(), document)));
  }

  /**
   * Those of resources, which are all alike in how they refuse; proxies and services ask elsewhere.
   */
  static Stream<Operation> allOfResources() {
    return all()
        .filter(operation -> !operation.isAskedByProxies() && !operation.isAskedByServices());
  }

  /** The one of this name, such as {@code GET /health}. */
  static Operation named(String name) {
    return all().filter(any -> any.name().equals(name)).findAny().orElseThrow();
  }

  private static Operation of(String verb, String path, JsonNode json, JsonNode document) {
    return new Operation(verb.toUpperCase(Locale.ROOT), path, json, document);
  }

  /** Those that nobody may call without a credential. */
  static Stream<Operation> allProtected() {
    return allOfResources().filter(Operation::isProtected);
  }

  static Stream<Operation> allWithBody() {
    return allOfResources().filter(Operation::hasBody);
  }

  String name() {
    return verb + " " + path;
  }

  boolean isAbout(String part) {
    return name().contains(part);
  }

  boolean isAskedByProxies() {
    return path.startsWith("/authz/");
  }

  /** Whether services ask about tokens there, so that it refuses in the form of OAuth. */
  boolean isAskedByServices() {
    return path.startsWith("/oauth/") || path.startsWith("/kubernetes/");
  }

  boolean takesForm() {
    return json.at("/requestBody/content").has("application/x-www-form-urlencoded");
  }

  /** The headers without which it can't be called, with a value that would do. */
  Map<String, String> requiredHeaders() {
    return Json.elements(json.path("parameters"))
        .filter(parameter -> parameter.path("in").asText().equals("header"))
        .filter(parameter -> parameter.path("required").asBoolean())
        .collect(
            Collectors.toMap(
                parameter -> parameter.get("name").asText(),
                parameter -> parameter.get("example").asText()));
  }

  boolean isProtected() {
    return !json.path("security").isEmpty();
  }

  boolean hasBody() {
    return json.has("requestBody");
  }

  JsonNode responses() {
    return json.get("responses");
  }

  /** What the document says of an answer with this status. */
  JsonNode response(int status) {
    return resolved(responses().path(Integer.toString(status)));
  }

  /** The bodies that are shown of an answer with this status, as any media type. */
  List<JsonNode> examples(int status) {
    return Json.elements(response(status).path("content")).flatMap(Operation::examples).toList();
  }

  /** The bodies that are shown of one media type. */
  static Stream<JsonNode> examples(JsonNode mediaType) {
    return Json.elements(mediaType.path("examples")).map(example -> example.path("value"));
  }

  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  @Override
  public String toString() {
    return name();
  }
}
