package dev.tokenward.problem;

import java.io.Serial;

/**
 * Carries a {@link Problem} out of a service. It has no stack trace: a problem is an outcome for
 * the caller, not a fault of the program, and filling one in would make refusals expensive.
 */
public final class ProblemException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * Wraps a problem.
   *
   * @param problem what went wrong
   */
  public ProblemException(Problem problem) {
    super(problem.getClass().getSimpleName(), null, false, false);
    this.problem = problem;
  }

  /**
   * What went wrong.
   *
   * @return the problem
   */
  public Problem problem() {
    return problem;
  }
}
