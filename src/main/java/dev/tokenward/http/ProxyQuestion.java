package dev.tokenward.http;

import dev.tokenward.verify.Requirement;
import io.smallrye.mutiny.Uni;

/** What a proxy wants to know: may this request of somebody else pass? */
public sealed interface ProxyQuestion {

  /**
   * Read and understood.
   *
   * @param original the request that it is about
   * @param requirement what the route wants of the credential
   */
  record Read(OriginalRequest original, Requirement requirement) implements ProxyQuestion {}

  /**
   * Not understood before something is looked up, which happens when this is subscribed to.
   *
   * @param question may fail with a {@link dev.tokenward.problem.ProblemException}, or because the
   *     store does
   */
  record Pending(Uni<Read> question) implements ProxyQuestion {}
}
