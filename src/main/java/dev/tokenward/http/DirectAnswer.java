package dev.tokenward.http;

import dev.tokenward.verify.Principal;

/**
 * The answer to a GET that is asked for so often, and says so little, that it is given before the
 * request is routed, to whoever has a token that may pass. A resource has to answer the same to all
 * others: those with a password, or with another spelling of the path.
 */
public interface DirectAnswer {

  /**
   * Where it is found.
   *
   * @return the path from the root, under {@code /api/v1}
   */
  String path();

  /**
   * What is answered with status 200. Called on an event loop; must not block.
   *
   * @param caller who asks
   * @return JSON in UTF-8, not to be changed
   */
  byte[] body(Principal caller);
}
