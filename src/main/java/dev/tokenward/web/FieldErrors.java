package dev.tokenward.web;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with the fields of a form.
 *
 * @param all in the order in which it was found
 */
record FieldErrors(List<FieldError> all) {

  static final FieldErrors NONE = new FieldErrors(List.of());

  /**
   * What is wrong with one field.
   *
   * @param field the element of the page to go to
   * @param message a complete sentence
   */
  record FieldError(String field, String message) {}

  static FieldErrors of(String field, String message) {
    return new FieldErrors(List.of(new FieldError(field, message)));
  }

  /**
   * Those of a request that was refused because of its fields; any other refusal goes on as it is.
   *
   * @param elements from a field's key to the element of the page, where they are not the same
   * @param sentences from a field's key to what the page says of it instead
   */
  static FieldErrors of(
      ProblemException refusal, Map<String, String> elements, Map<String, String> sentences) {
    if (!(refusal.problem() instanceof Problem.Invalid invalid)) {
      throw refusal;
    }
    Map<String, String> found = new LinkedHashMap<>();
    invalid
        .fields()
        .forEach(
            (field, messages) ->
                found.putIfAbsent(
                    elements.getOrDefault(field, field),
                    sentences.getOrDefault(
                        field, String.join(" ", new LinkedHashSet<>(messages)))));
    return new FieldErrors(
        found.entrySet().stream()
            .map(entry -> new FieldError(entry.getKey(), entry.getValue()))
            .toList());
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public boolean concern(String field) {
    return all.stream().anyMatch(error -> error.field().equals(field));
  }

  /** What is wrong with a field; empty for nothing. */
  public String about(String field) {
    return all.stream()
        .filter(error -> error.field().equals(field))
        .map(FieldError::message)
        .findFirst()
        .orElse("");
  }
}
