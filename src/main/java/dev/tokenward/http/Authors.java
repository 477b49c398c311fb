package dev.tokenward.http;

import dev.tokenward.store.Author;
import dev.tokenward.user.Proof;
import dev.tokenward.verify.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;

/** Remembers who makes the changes of a request, as soon as that is known. */
@Singleton
class Authors {

  /** With these nothing is changed by who has a token. */
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final TrustedProxies proxies;

  @Inject
  Authors(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** Whether a request changes nothing. */
  static boolean isReading(RoutingContext context) {
    return READING.contains(context.request().method());
  }

  /** Remembers whom a credential of the API stands for. */
  void remember(SecurityIdentity identity, RoutingContext context) {
    if (!isReading(context) && identity.getPrincipal() instanceof Principal principal) {
      author(principal, context).remember();
    }
  }

  /** Remembers who asks on behalf of a service. */
  void remember(TokenCaller caller, RoutingContext context) {
    author(caller, context).remember();
  }

  private Author author(TokenCaller caller, RoutingContext context) {
    if (caller instanceof TokenCaller.Client known) {
      return Author.client(known.client().id(), known.client().name(), proxies.addressOf(context));
    }
    return caller instanceof TokenCaller.Bearer bearer
        ? author(bearer.principal(), context)
        : Author.nobody(proxies.addressOf(context));
  }

  private Author author(Principal principal, RoutingContext context) {
    return Author.user(
        principal.profile().id(),
        principal.profile().username(),
        credential(principal.proof()),
        proxies.addressOf(context));
  }

  private static String credential(Proof proof) {
    if (proof instanceof Proof.Token token) {
      return "token " + token.id();
    }
    return proof instanceof Proof.Session session ? "session " + session.id() : "password";
  }
}
