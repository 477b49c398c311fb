package dev.tokenward.http;

import dev.tokenward.verify.Dialect;

/**
 * One way in which proxies ask whether a request may pass. It reads the question; the token, the
 * decision, the limits, the yes and the no are the same for all of them, in {@link ProxyAnswer}.
 * Called on an event loop; must not block.
 */
public interface ProxyDialect {

  /**
   * Where it is asked.
   *
   * @return the path from the root
   */
  String path();

  /**
   * Whether every path below counts too, because it is part of the question.
   *
   * @return false where only the path itself does
   */
  default boolean takesAllBelow() {
    return false;
  }

  /**
   * What metrics call it.
   *
   * @return one that no other has
   */
  Dialect dialect();

  /**
   * Reads a question.
   *
   * @param request what the proxy sent
   * @return the question
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.MalformedRequest} when it is none
   */
  ProxyQuestion read(ProxyRequest request);
}
