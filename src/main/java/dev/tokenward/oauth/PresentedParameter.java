package dev.tokenward.oauth;

import dev.tokenward.http.FormFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;

/** The token that a question is about. */
final class PresentedParameter {

  private PresentedParameter() {}

  /** The token as it was sent; fails with {@link Problem.MalformedRequest} where there is none. */
  static String token(FormFields form) {
    return form.value("token")
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.MalformedRequest("Send the token in the parameter token.")));
  }
}
