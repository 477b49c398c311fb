package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** Policies as a superuser makes them, and people on whom they count. */
final class PolicyFixtures {

  static final String POLICY = "/api/v1/policy";
  static final String VIOLATIONS = POLICY + "/violations";
  static final String LIMITS = "/api/v1/account/policy";

  private PolicyFixtures() {}

  static String path(long group) {
    return GroupFixtures.path(group) + "/policy";
  }

  /** A group of which this is demanded. */
  static long group(Map<String, ?> policy) {
    long group = Given.group(Map.of());
    demand(group, policy);
    return group;
  }

  static void demand(long group, Map<String, ?> policy) {
    Json.payload(Given.put(Given.admin(), path(group), policy));
  }

  static Response demandOfAll(Map<String, ?> policy) {
    return Given.put(Given.admin(), POLICY, policy);
  }

  /** What is demanded of all, to be put back after a test. */
  static ObjectNode policyOfAll() {
    ObjectNode policy = (ObjectNode) Json.of(Given.admin().get(POLICY));
    policy.remove(List.of("updated_by", "updated_at"));
    return policy;
  }

  static void putBack(JsonNode policy) {
    Json.payload(Given.put(Given.admin(), POLICY, policy.toString()));
  }

  /** Somebody who may make tokens and has one, called First, which nothing was demanded of. */
  static Person member(Map<String, ?> policy) {
    return member(policy, "self.api");
  }

  static Person member(Map<String, ?> policy, String... permissions) {
    long group = Given.group(Map.of());
    Person person = Given.person(Given.grants(permissions), List.of(group));
    demand(group, policy);
    return person;
  }

  static Response create(Person person, Map<String, ?> fields) {
    Response answer = Given.post(Given.as(person), Given.TOKENS, fields);
    JsonNode token = Json.of(answer).path("payload").path("token");
    if (token.isTextual()) {
      Secrets.register(token.asText());
    }
    return answer;
  }

  static JsonNode limits(Person person) {
    return Json.of(Given.as(person).get(LIMITS));
  }
}
