package dev.tokenward.http;

import dev.tokenward.problem.ProblemException;

/**
 * A route at which services ask about tokens of others, by POST. It reads the question and writes
 * the answer; who asks, the limits, bounds on the body and the errors are the same for all of them,
 * in {@link ClientAnswer}: answered before routing, because services ask about every request of
 * everybody. Called on an event loop; must not block.
 *
 * <p>A caller shows who it is by {@code client_secret_basic}, on a route that takes a form also by
 * {@code client_secret_post}, or by a token of its own with {@link #permission}.
 */
public interface ClientRoute {

  /** What a route reads. */
  enum Body {
    /** {@code application/x-www-form-urlencoded}, as OAuth has it. */
    FORM,
    /** {@code application/json}: one object. */
    JSON
  }

  /**
   * Where it is asked.
   *
   * @return the path from the root, which is matched exactly
   */
  String path();

  /**
   * What metrics call it.
   *
   * @return a word in lower case
   */
  String name();

  /**
   * What it reads, at most 16 KiB of it.
   *
   * @return the only kind of body that it takes; all else is answered 415
   */
  Body body();

  /**
   * What a caller's own token needs.
   *
   * @return a permission key
   */
  String permission();

  /**
   * Whether it is enough to have the token that is asked about. The address of whoever asks pays
   * for it.
   *
   * @return false where a caller has to say who it is
   */
  default boolean takesNobody() {
    return false;
  }

  /**
   * Whether an answer can change anything, so that it has an author.
   *
   * @return false for a route that only tells
   */
  default boolean changes() {
    return false;
  }

  /**
   * Answers a question of a caller who is known and has paid.
   *
   * @param call the question
   * @return the answer, or how to get it
   * @throws ProblemException for a question that makes no sense, with {@link
   *     dev.tokenward.problem.Problem.MalformedRequest}
   */
  ClientReply answer(ClientCall call);
}
