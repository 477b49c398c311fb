package dev.tokenward.evidence;

import dev.tokenward.evidence.Socketry.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer has to hold beside its status, by docs/api.md. */
final class Documented {

  private static final String UNAUTHORIZED = "{\"error\":\"Unauthorized or unauthenticated.\"}";

  private static final Pattern UNAVAILABLE =
      Pattern.compile(
          "\\{\"status\":\"error\",\"messages\":\"The service cannot answer at the moment\\."
              + " Try again in (\\d+) seconds?\\.\",\"payload\":null}");

  private Documented() {}

  /** Whether the rest of an answer of the service is one that its status may come with. */
  static boolean is(Answer answer) {
    return switch (answer.status()) {
      case 200 -> answer.isJson() && answer.body().startsWith("{");
      case 204 -> answer.body().isEmpty();
      case 401 ->
          answer.isJson()
              && answer.body().equals(UNAUTHORIZED)
              && answer.headers().getOrDefault("www-authenticate", "").startsWith("Bearer ");
      case 503 -> answer.isJson() && tellsWhenToComeAgain(answer);
      default -> false;
    };
  }

  private static boolean tellsWhenToComeAgain(Answer answer) {
    Matcher told = UNAVAILABLE.matcher(answer.body());
    return told.matches() && told.group(1).equals(answer.headers().get("retry-after"));
  }
}
