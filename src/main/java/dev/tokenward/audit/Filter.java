package dev.tokenward.audit;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions that all have to hold, and the values of their parameters in order. */
final class Filter {

  private final List<String> conditions = new ArrayList<>(List.of("true"));
  private final List<Object> values = new ArrayList<>();

  /** One more condition, which ends where its value belongs; none for null. */
  void add(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition + parameter(value));
    }
  }

  /** The name of one more parameter that has this value. */
  String parameter(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  /** One more condition with parameters that it knows. */
  void add(String condition) {
    conditions.add(condition);
  }

  /** Whether everything fulfils them. */
  boolean isEmpty() {
    return values.isEmpty();
  }

  String sql() {
    return String.join(" and ", conditions);
  }

  Tuple values() {
    return Tuple.from(values);
  }
}
