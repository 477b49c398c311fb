package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Lets tests of other packages read fields as if a request had brought them. */
public final class Fields {

  private Fields() {}

  /**
   * The fields of a body.
   *
   * @param json an object; apostrophes stand for quotation marks
   * @return as a resource gets them
   */
  public static RequestFields of(String json) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new RequestFields(BodyFormat.json(body), new Violations());
  }

  /**
   * The fields of a query, or of a form, which is written the same way.
   *
   * @param query such as {@code state=live&unused=true}
   * @return as a resource gets them
   */
  public static RequestFields ofQuery(String query) {
    byte[] text = query.getBytes(StandardCharsets.UTF_8);
    return new RequestFields(BodyFormat.form(text), new Violations());
  }

  /**
   * What is wrong with fields that were read.
   *
   * @param fields read before
   * @return the sentences by field
   */
  public static Map<String, List<String>> complaints(RequestFields fields) {
    try {
      fields.violations().throwIfAny();
      return Map.of();
    } catch (ProblemException refused) {
      return ((Problem.Invalid) refused.problem()).fields();
    }
  }
}
