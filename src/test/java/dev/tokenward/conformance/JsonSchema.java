package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A schema of the OpenAPI document, as far as answers are described with one. Stricter than JSON
 * Schema in one thing: an object has no keys but those that are named.
 *
 * @param json the schema, which may refer to others
 * @param document where it refers to
 */
record JsonSchema(JsonNode json, JsonNode document) {

  private static final Set<String> SAY_NOTHING_OF_VALUES =
      Set.of("description", "examples", "format");
  private static final Set<String> RULES =
      Set.of(
          "$ref",
          "type",
          "enum",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "anyOf",
          "oneOf");

  /** What is wrong with a value, a line for each thing; none if the schema allows it. */
  List<String> complaints(JsonNode value) {
    return complaints(value, "$").toList();
  }

  private Stream<String> complaints(JsonNode value, String where) {
    if (json.has("$ref")) {
      return of(document.at(json.get("$ref").asText().substring(1))).complaints(value, where);
    }
    return Stream.of(
            unknownRules(where),
            aboutType(value, where),
            aboutEnum(value, where),
            aboutKeys(value, where),
            aboutMembers(value, where),
            aboutItems(value, where),
            aboutChoice("anyOf", value, where),
            aboutChoice("oneOf", value, where))
        .flatMap(complaints -> complaints);
  }

  /** A rule that is not checked here must not look as if it were kept. */
  private Stream<String> unknownRules(String where) {
    Set<String> unknown = new TreeSet<>(Json.keys(json));
    unknown.removeAll(RULES);
    unknown.removeAll(SAY_NOTHING_OF_VALUES);
    return unknown.stream().map(rule -> where + ": nobody checks the rule " + rule);
  }

  private Stream<String> aboutType(JsonNode value, String where) {
    JsonNode type = json.path("type");
    List<String> types =
        type.isTextual()
            ? List.of(type.asText())
            : Json.elements(type).map(JsonNode::asText).toList();
    return types.isEmpty() || types.stream().anyMatch(name -> isOf(name, value))
        ? Stream.empty()
        : Stream.of(where + ": " + value.getNodeType() + " is none of " + types);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "null" -> value.isNull();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> throw new AssertionError("No type of JSON: " + type);
    };
  }

  private Stream<String> aboutEnum(JsonNode value, String where) {
    return !json.has("enum") || Json.elements(json.get("enum")).anyMatch(value::equals)
        ? Stream.empty()
        : Stream.of(where + ": " + value + " is none of " + json.get("enum"));
  }

  private Stream<String> aboutKeys(JsonNode value, String where) {
    return value.isObject()
        ? Json.elements(json.path("required"))
            .map(JsonNode::asText)
            .filter(key -> !value.has(key))
            .map(key -> where + ": " + key + " is missing")
        : Stream.empty();
  }

  private Stream<String> aboutMembers(JsonNode value, String where) {
    JsonNode known = json.path("properties");
    JsonNode others = json.path("additionalProperties");
    if (!value.isObject() || (known.isMissingNode() && others.isMissingNode())) {
      return Stream.empty();
    }
    return value.properties().stream()
        .flatMap(
            member -> {
              String there = where + "." + member.getKey();
              JsonNode schema = known.has(member.getKey()) ? known.get(member.getKey()) : others;
              return schema.isObject()
                  ? of(schema).complaints(member.getValue(), there)
                  : Stream.of(there + ": is not in the schema");
            });
  }

  private Stream<String> aboutItems(JsonNode value, String where) {
    return value.isArray() && json.has("items")
        ? IntStream.range(0, value.size())
            .boxed()
            .flatMap(i -> of(json.get("items")).complaints(value.get(i), where + "[" + i + "]"))
        : Stream.empty();
  }

  private Stream<String> aboutChoice(String rule, JsonNode value, String where) {
    List<List<String>> choices =
        Json.elements(json.path(rule))
            .map(choice -> of(choice).complaints(value, where).toList())
            .toList();
    long allowed = choices.stream().filter(List::isEmpty).count();
    boolean kept = rule.equals("oneOf") ? allowed == 1 : allowed > 0;
    return choices.isEmpty() || kept
        ? Stream.empty()
        : Stream.of(where + ": " + allowed + " of " + rule + " allow it: " + choices);
  }

  private JsonSchema of(JsonNode other) {
    return new JsonSchema(other, document);
  }
}
