package dev.tokenward.api;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Change;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Permissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the permissions of a user or a group. */
final class PermissionFields {

  private static final String FIELD = "permissions";

  private PermissionFields() {}

  static Change<Permissions> read(RequestFields fields) {
    @Nullable Map<String, String> members = fields.members(FIELD).value();
    if (members == null) {
      return Change.none();
    }
    Map<String, Integer> values = new LinkedHashMap<>();
    members.forEach((key, text) -> read(key, text, values, fields));
    return Change.to(new Permissions(values));
  }

  private static void read(
      String key, String text, Map<String, Integer> values, RequestFields fields) {
    @Nullable Integer value = value(text);
    if (!PermissionKey.isPossible(key) || value == null) {
      if (!fields.violations().concern(FIELD)) {
        fields.violations().add(FIELD, "The selected permissions is invalid.");
      }
    } else {
      values.put(key, value);
    }
  }

  private static @Nullable Integer value(String text) {
    return switch (text) {
      case "1", "true" -> 1;
      case "0", "false" -> 0;
      case "-1" -> -1;
      default -> null;
    };
  }
}
