package dev.tokenward.web;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.time.Duration;

/**
 * What a page says to whoever has to wait before the next attempt to sign in.
 *
 * @param delay how long, at least a second
 */
record TooManyAttempts(Duration delay) {

  /** Whether a failure says that somebody has to wait. */
  static boolean is(Throwable failure) {
    return failure instanceof ProblemException known
        && known.problem() instanceof Problem.TooManyRequests;
  }

  /** How long somebody has to wait, from a failure that {@link #is} knows. */
  static TooManyAttempts of(Throwable failure) {
    Problem problem = ((ProblemException) failure).problem();
    return new TooManyAttempts(((Problem.TooManyRequests) problem).retryAfter());
  }

  long seconds() {
    return delay.toSeconds();
  }

  String sentence() {
    return "Too many attempts. Try again in %d seconds.".formatted(seconds());
  }
}
