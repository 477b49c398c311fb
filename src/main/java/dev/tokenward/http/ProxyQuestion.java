package dev.tokenward.http;

import dev.tokenward.http.RouteRule.Access;
import dev.tokenward.problem.Problem.Forbidden;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Requirement;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What a proxy wants to know: may this request of somebody else pass? */
public sealed interface ProxyQuestion {

  /**
   * Read and understood. What the proxy says and what the rules say has to hold both.
   *
   * @param original the request that it is about
   * @param requirement what the proxy says that the route wants of the credential
   * @param rule what the operator's rules say about the request; names no other audience than the
   *     requirement if both name one
   */
  record Read(OriginalRequest original, Requirement requirement, RouteRule rule)
      implements ProxyQuestion {

    /** Whether it may pass without a credential, because nobody wants one. */
    boolean isPublic() {
      return rule.access() == Access.ANYBODY && requirement.isNone();
    }

    /**
     * The service at which the credential is used.
     *
     * @return an absolute URI; empty where none is named
     */
    public Optional<String> audience() {
      return requirement.audience().isPresent()
          ? requirement.audience()
          : rule.requirement().audience();
    }

    /** What stands against somebody who is known; empty when nothing does. */
    Optional<Forbidden> refusalOf(Principal caller) {
      if (rule.access() == Access.NOBODY) {
        return Optional.of(Forbidden.whateverTheScopes());
      }
      Optional<Forbidden> refusal = requirement.refusalOf(caller);
      return refusal.isPresent() ? refusal : rule.requirement().refusalOf(caller);
    }
  }

  /**
   * Not understood before something is looked up, which happens when this is subscribed to.
   *
   * @param question may fail with a {@link dev.tokenward.problem.ProblemException}, or because the
   *     store does
   */
  record Pending(Uni<Read> question) implements ProxyQuestion {}
}
