package dev.tokenward.web.admin;

import dev.tokenward.http.RequestFields;
import dev.tokenward.web.Addresses;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was typed into a form, right or wrong, to show it again.
 *
 * @param values from the key of a field to its text; without fields that are empty
 */
record Typed(Map<String, String> values) {

  /** The field of a form that carries {@link #seen}. */
  static final String SEEN = "seen";

  static final Typed NOTHING = new Typed(Map.of());

  private static final int LONGEST = 10_000;

  /** Whether it is right is found out elsewhere. */
  static Typed of(RequestFields fields, List<String> names) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      String text = fields.verbatim(name).or("").strip();
      if (!text.isEmpty()) {
        values.put(name, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
      }
    }
    return new Typed(values);
  }

  /** The text of a field; empty for nothing. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** When what a form was filled in with was changed last; empty where the form does not say. */
  static Optional<Instant> seen(RequestFields fields) {
    try {
      return Optional.of(Instant.parse(fields.verbatim(SEEN).or("").strip()));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  public boolean says(String field, String text) {
    return value(field).equals(text);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether one of some fields says something. */
  boolean hasAny(List<String> fields) {
    return fields.stream().anyMatch(values::containsKey);
  }

  /** The same as the beginning of a query, to which more can be added. */
  String query() {
    return values.entrySet().stream()
        .map(field -> field.getKey() + "=" + Addresses.encoded(field.getValue()) + "&")
        .collect(Collectors.joining());
  }
}
