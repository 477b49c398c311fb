package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Map;

/** Groups as the administrator makes and sees them. */
final class GroupFixtures {

  private GroupFixtures() {}

  static Response create(Map<String, ?> fields) {
    return Given.post(Given.admin(), Given.GROUPS, fields);
  }

  static Response change(long id, Map<String, ?> fields) {
    return Given.patch(Given.admin(), path(id), fields);
  }

  static JsonNode seen(long id) {
    return Json.of(Given.admin().get(path(id)));
  }

  static String path(long id) {
    return Given.GROUPS + "/" + id;
  }
}
