package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * HTTP Basic (RFC 7617), for getting the first token and for managing one's own tokens without one.
 * On every other route the header counts for nothing, so no password is checked there.
 */
@Singleton
class BasicAuthenticationMechanism implements HttpAuthenticationMechanism {

  private final RequestLimits limits;
  private final TrustedProxies proxies;
  private final Authors authors;

  @Inject
  BasicAuthenticationMechanism(RequestLimits limits, TrustedProxies proxies, Authors authors) {
    this.authors = authors;
    this.proxies = proxies;
    this.limits = limits;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    if (!PasswordRoutes.include(context)) {
      return Uni.createFrom().nullItem();
    }
    AuthorizationHeader header = AuthorizationHeader.of(context.request());
    if (header instanceof AuthorizationHeader.Basic basic) {
      BasicRequest request =
          new BasicRequest(basic.username(), basic.password(), proxies.addressOf(context));
      return limits
          .ofPassword(() -> identityProviders.authenticate(request), context)
          .invoke(known -> authors.remember(known, context));
    }
    return header instanceof AuthorizationHeader.MalformedBasic
        ? Uni.createFrom()
            .failure(new ProblemException(new Problem.Unauthenticated("malformed Basic header")))
        : Uni.createFrom().nullItem();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(Challenge.forQuarkus(context));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(BasicRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "basic"));
  }
}
