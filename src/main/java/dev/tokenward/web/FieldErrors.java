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
public record FieldErrors(List<FieldError> all) {

  /** Nothing is wrong. */
  public static final FieldErrors NONE = new FieldErrors(List.of());

  /**
   * What is wrong with one field.
   *
   * @param field the element of the page to go to
   * @param message a complete sentence
   */
  public record FieldError(String field, String message) {}

  /**
   * One thing is wrong.
   *
   * @param field the element of the page to go to
   * @param message a complete sentence
   * @return it alone
   */
  public static FieldErrors of(String field, String message) {
    return new FieldErrors(List.of(new FieldError(field, message)));
  }

  /**
   * Whether fields are what a request was refused for.
   *
   * @param failure of any kind
   * @return whether {@link #of(ProblemException, Map, Map)} makes something of it
   */
  public static boolean explain(Throwable failure) {
    return failure instanceof ProblemException refusal
        && refusal.problem() instanceof Problem.Invalid;
  }

  /**
   * What is wrong with the fields of a request that was refused because of its fields; any other
   * refusal goes on as it is.
   *
   * @param refusal what the request failed with
   * @param elements from a field's key to the element of the page, where they are not the same
   * @param sentences from a field's key to what the page says of it instead
   * @return what is wrong, once for each field
   */
  public static FieldErrors of(
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

  /**
   * Whether nothing is wrong.
   *
   * @return false where {@link #all} says something
   */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Whether something is wrong with a field.
   *
   * @param field the element of the page
   * @return false also where something is wrong with others
   */
  public boolean concern(String field) {
    return all.stream().anyMatch(error -> error.field().equals(field));
  }

  /**
   * What is wrong with a field.
   *
   * @param field the element of the page
   * @return a sentence; empty for nothing
   */
  public String about(String field) {
    return all.stream()
        .filter(error -> error.field().equals(field))
        .map(FieldError::message)
        .findFirst()
        .orElse("");
  }
}
