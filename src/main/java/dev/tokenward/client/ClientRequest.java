package dev.tokenward.client;

import dev.tokenward.problem.Characters;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.token.Audience;
import dev.tokenward.token.TokenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a client.
 *
 * @param name what people call it: 1 to {@link #MAX_NAME} characters, no other client's
 * @param audience the names of the services it speaks for, as absolute URIs, at most {@link
 *     #MAX_AUDIENCES}; none for a service that sees only tokens meant for everybody
 * @param throttlePerMinute its own rate limit, 1 to {@link TokenRequest#MAX_THROTTLE}; null for
 *     that of all clients
 */
public record ClientRequest(
    String name, List<String> audience, @Nullable Integer throttlePerMinute) {

  /** The longest name, in characters. */
  public static final int MAX_NAME = 255;

  /** The most names of services of one client. */
  public static final int MAX_AUDIENCES = 10;

  /**
   * Trims the name and takes out what is there twice.
   *
   * @param name what people call it
   * @param audience the names of the services it speaks for
   * @param throttlePerMinute its own rate limit
   */
  public ClientRequest {
    name = name.strip();
    audience = audience.stream().distinct().toList();
  }

  /**
   * Holds it against the rules that need no look at other clients.
   *
   * @throws ProblemException with {@link dev.tokenward.problem.Problem.Invalid} if one is broken
   */
  void check() {
    Violations violations = new Violations();
    if (name.isEmpty()) {
      violations.add("name", "The name field is required.");
    } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
      violations.add("name", "The name may not be greater than 255 characters.");
    } else if (name.codePoints().anyMatch(Characters::isControl)) {
      violations.add("name", "The name may not contain control characters.");
    }
    if (audience.size() > MAX_AUDIENCES) {
      violations.add("audience", "The audience may not have more than 10 items.");
    } else if (!audience.stream().allMatch(Audience::isAcceptable)) {
      violations.add(
          "audience", "Each audience must be an absolute URI, such as https://api.example.com.");
    }
    if (throttlePerMinute != null
        && (throttlePerMinute < 1 || throttlePerMinute > TokenRequest.MAX_THROTTLE)) {
      violations.add(
          "throttle_per_minute", "The throttle per minute must be between 1 and 1000000.");
    }
    violations.throwIfAny();
  }
}
