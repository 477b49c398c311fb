package dev.tokenward.web.admin;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.Profile;
import dev.tokenward.web.Visitor;

/** Those whom one may not change, by the rule that the services have too. */
final class Above {

  private Above() {}

  /** Refuses before a form is shown what would be refused when it is sent. */
  static void refuse(Visitor visitor, Profile user) {
    if (!visitor.actor().mayChange(user)) {
      throw new ProblemException(Problem.Forbidden.whateverTheScopes());
    }
  }
}
