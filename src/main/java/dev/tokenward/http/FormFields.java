package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a form as OAuth has them (RFC 6749 section 3.2): each at most once, and one
 * without a value is the same as none. Those that nobody reads are ignored. Its {@link #toString}
 * tells nothing.
 */
public final class FormFields {

  private static final int MOST = 100;

  private final Map<String, String> values;

  private FormFields(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a body; fails with {@link Problem.MalformedRequest} or {@link Problem.MalformedBody}. */
  static FormFields read(byte[] body) {
    Map<String, String> values = new HashMap<>();
    Set<String> names = new HashSet<>();
    String[] pairs = new String(body, StandardCharsets.ISO_8859_1).split("&", MOST + 1);
    if (pairs.length > MOST) {
      throw new ProblemException(new Problem.MalformedRequest("There are too many parameters."));
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = BodyFormat.decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : BodyFormat.decoded(pair.substring(equals + 1));
      if (!pair.isEmpty() && !names.add(name)) {
        throw new ProblemException(new Problem.MalformedRequest("Send each parameter only once."));
      }
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    }
    return new FormFields(values);
  }

  /**
   * Reads a parameter.
   *
   * @param name exactly as it is sent
   * @return its value; empty when it is not there, or without a value
   */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public String toString() {
    return "FormFields[hidden]";
  }
}
