package dev.tokenward.user;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written down for one user or one group: 1 grants, 0 inherits, -1 denies (on a user only).
 *
 * @param values from permission key to 1, 0 or -1, in the order in which they were given
 */
public record Permissions(Map<String, Integer> values) {

  /** Nothing written down. */
  public static final Permissions NONE = new Permissions(Map.of());

  /** Everything. */
  public static final Permissions SUPERUSER = new Permissions(Map.of(PermissionKey.SUPERUSER, 1));

  /**
   * Copies what is given.
   *
   * @param values from permission key to 1, 0 or -1
   */
  public Permissions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads what the database holds.
   *
   * @param json a JSON object of integers
   * @return the same as a value
   */
  public static Permissions fromJson(String json) {
    return fromJson(new JsonObject(json));
  }

  /**
   * Reads what the database holds.
   *
   * @param json an object of integers
   * @return the same as a value
   */
  public static Permissions fromJson(JsonObject json) {
    Map<String, Integer> values = new LinkedHashMap<>();
    json.fieldNames().forEach(key -> values.put(key, json.getInteger(key)));
    return new Permissions(values);
  }

  /**
   * The same without what is only inherited.
   *
   * @return nothing but 1 and -1
   */
  public Permissions withoutInherited() {
    Map<String, Integer> decided = new LinkedHashMap<>(values);
    decided.keySet().removeIf(key -> !grant(key) && !deny(key));
    return new Permissions(decided);
  }

  String toJson() {
    JsonObject json = new JsonObject();
    values.forEach(json::put);
    return json.encode();
  }

  boolean grant(String key) {
    return is(1, key);
  }

  boolean deny(String key) {
    return is(-1, key);
  }

  private boolean is(int value, String key) {
    @Nullable Integer held = values.get(key);
    return held != null && held == value;
  }
}
