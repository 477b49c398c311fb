package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Map;

/** Registered scopes, as the administrator makes and deletes them. */
final class ScopeFixtures {

  static final String SCOPES = "/api/v1/scopes";

  private ScopeFixtures() {}

  /** The name of a new scope, in an area that nothing else has. */
  static String scope() {
    return registered(newName());
  }

  /** Registers a scope, and gives its name. */
  static String registered(String name) {
    Json.payload(register(name));
    return name;
  }

  static Response register(String name) {
    return Given.post(Given.admin(), SCOPES, fields(name));
  }

  static Response delete(String name) {
    return Given.admin().delete(path(name));
  }

  static Map<String, String> fields(String name) {
    return Map.of("name", name, "description", "Export <invoices> & more.");
  }

  /** A name that can be registered, in an area that nothing else has. */
  static String newName() {
    return Given.newName() + ".export";
  }

  /** The scope that covers the whole area of another one. */
  static String areaOf(String name) {
    return name.substring(0, name.indexOf('.')) + ".*";
  }

  /** What the administrator sees of a scope. */
  static JsonNode seen(String name) {
    return Json.elements(Json.payload(Given.admin().get(SCOPES)))
        .filter(scope -> scope.get("name").asText().equals(name))
        .findAny()
        .orElseThrow();
  }

  static String path(String name) {
    return SCOPES + "/" + name;
  }
}
