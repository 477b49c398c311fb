package dev.tokenward.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** What a service is answered that asks about a token. */
public sealed interface ClientReply {

  /**
   * What was asked for.
   *
   * @param status 200, or what is wrong
   * @param json in UTF-8, not to be changed; empty for no body
   */
  record Told(int status, Buffer json) implements ClientReply {}

  /**
   * That there is nothing to be known of the token, with status 200. Callers have a smaller budget
   * for these, so that none can try out tokens; one who has spent it is answered 429 instead.
   *
   * @param json in UTF-8, not to be changed; empty for no body
   */
  record NothingKnown(Buffer json) implements ClientReply {}

  /**
   * Neither yes nor no, with status 503.
   *
   * @param retryAfter when to ask again
   */
  record Undecided(Duration retryAfter) implements ClientReply {}

  /**
   * Not known at once.
   *
   * @param reply gives one of these; may fail with a {@link
   *     dev.tokenward.problem.ProblemException}, or because the store does, which is told with 503
   */
  record Pending(Uni<ClientReply> reply) implements ClientReply {}
}
