package dev.tokenward.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What a row has to fulfil, as SQL, and apart from it the values that it is compared to: nothing
 * that anybody sends becomes part of a statement. Belongs to one statement.
 */
final class Conditions {

  private final List<String> parts = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a condition that compares to nothing, or to values added besides. */
  void add(String condition) {
    parts.add(condition);
  }

  /** Adds a condition where there is a value to compare to; no value means no condition. */
  void add(String condition, String parameter, @Nullable Object value) {
    if (value != null) {
      parts.add(condition);
      put(parameter, value);
    }
  }

  /** Adds a value for a parameter of the statement. */
  void put(String parameter, Object value) {
    values.put(parameter, value);
  }

  /** All of the conditions. */
  String sql() {
    return parts.isEmpty() ? "true" : String.join(" and ", parts);
  }

  /** The same statement with the values. */
  <Q extends Mutiny.AbstractQuery> Q bound(Q statement) {
    values.forEach((name, value) -> statement.setParameter(name, value));
    return statement;
  }
}
