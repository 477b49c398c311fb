package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/** Users without a token of their own, and what the API says of them. */
final class UserFixtures {

  private UserFixtures() {}

  /** The number of a new user with {@link Given#newUser} fields and these on top. */
  static long user(Map<String, ?> more) {
    return created(more).get("id").asLong();
  }

  /** A new user, as their creation answered. */
  static JsonNode created(Map<String, ?> more) {
    return Json.payload(create(more));
  }

  /** The answer to a creation by the administrator. */
  static Response create(Map<String, ?> more) {
    return Given.post(Given.admin(), Given.USERS, fields(more));
  }

  /** Fields that make a user, with these on top; null takes one away. */
  static Map<String, Object> fields(Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>(Given.newUser());
    more.forEach((key, value) -> fields.merge(key, value, (old, replacement) -> replacement));
    return fields;
  }

  /** The same without one of them. */
  static Map<String, Object> fieldsWithout(String field) {
    Map<String, Object> fields = new HashMap<>(Given.newUser());
    fields.remove(field);
    return fields;
  }

  /** A user as the administrator sees them. */
  static JsonNode seen(long id) {
    return Json.of(Given.admin().get(path(id)));
  }

  /** That a user or a group shows this person as who made it. */
  static void assertMadeBy(Given.Person creator, JsonNode made) {
    JsonNode createdBy = made.get("created_by");
    assertThat(Json.keys(createdBy)).containsExactly("id", "name");
    assertThat(createdBy.get("id").asLong()).isEqualTo(creator.id());
    assertThat(createdBy.get("name").asText()).isEqualTo(seen(creator.id()).get("name").asText());
  }

  /** Changes a user as the administrator. */
  static Response change(long id, Map<String, ?> fields) {
    return Given.patch(Given.admin(), path(id), fields);
  }

  static String path(long id) {
    return Given.USERS + "/" + id;
  }
}
