package dev.tokenward.http;

import dev.tokenward.verify.Principal;

/**
 * Says to the backends behind proxies who makes a request, in the same words whichever way the
 * proxy asked. Called on an event loop; must not block.
 */
public interface Introducer {

  /**
   * Says who may pass.
   *
   * @param caller who is behind the token
   * @param question what was asked
   * @return what is to be said to the backend, or how to get it
   * @throws dev.tokenward.problem.ProblemException when nothing can be said
   */
  Introduction of(Principal caller, ProxyQuestion.Read question);

  /**
   * Says that somebody may pass of whom nothing is known.
   *
   * @return what is to be said to the backend
   */
  Introduction.Ready ofNobody();
}
