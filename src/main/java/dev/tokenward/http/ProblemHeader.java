package dev.tokenward.http;

import io.vertx.core.MultiMap;
import java.util.Objects;

/**
 * A problem document in a header: nginx' {@code auth_request} drops the body of a refusal, but
 * hands on its headers.
 */
final class ProblemHeader {

  private static final String NAME = "X-Auth-Problem";

  /** With all the other headers it has to fit into one buffer of a proxy, often 4 kB. */
  static final int LONGEST = 2_000;

  private ProblemHeader() {}

  /** Adds the document, unless it is too long for a header. */
  static void addTo(MultiMap headers, ErrorAnswer answer, Occurrence occurrence) {
    String document = ascii(Objects.requireNonNull(answer.text(Rendering.PROBLEM, occurrence)));
    if (document.length() <= LONGEST) {
      headers.set(NAME, document);
    }
  }

  /** The same JSON with nothing in it but visible ASCII and spaces. */
  static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c >= ' ' && c <= '~') {
        text.append(c);
      } else {
        text.append("\\u%04x".formatted((int) c));
      }
    }
    return text.toString();
  }
}
