package dev.tokenward.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is wrong with the fields of one request, so that its sender learns all of it at
 * once. Not thread-safe: it belongs to one request.
 */
public final class Violations {

  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  /**
   * Notes a broken rule.
   *
   * @param field the field as the sender wrote it
   * @param message a complete sentence for the sender
   */
  public void add(String field, String message) {
    fields.computeIfAbsent(field, unused -> new ArrayList<>(1)).add(message);
  }

  /**
   * Whether a rule of this field is already broken, so that checks that build on it can be left
   * out.
   *
   * @param field the field as the sender wrote it
   * @return whether {@link #add} was called for it
   */
  public boolean concern(String field) {
    return fields.containsKey(field);
  }

  /**
   * Whether no rule is broken.
   *
   * @return whether {@link #add} was never called
   */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /**
   * Ends the checks.
   *
   * @throws ProblemException with {@link Problem.Invalid} if a rule was broken
   */
  public void throwIfAny() {
    if (!fields.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(new LinkedHashMap<>(fields)));
    }
  }
}
