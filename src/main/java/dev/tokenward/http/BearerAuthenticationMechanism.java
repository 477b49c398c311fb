package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Verification;
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
import java.util.Optional;
import java.util.Set;

/** Bearer tokens (RFC 6750): how every request but the very first ones says who makes it. */
@Singleton
class BearerAuthenticationMechanism implements HttpAuthenticationMechanism {

  private final PresentedToken presented;
  private final RequestLimits limits;
  private final Authors authors;

  @Inject
  BearerAuthenticationMechanism(PresentedToken presented, RequestLimits limits, Authors authors) {
    this.presented = presented;
    this.limits = limits;
    this.authors = authors;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    AuthorizationHeader header = AuthorizationHeader.of(context.request());
    if (header instanceof AuthorizationHeader.Ambiguous) {
      return Uni.createFrom().failure(new ProblemException(ambiguous()));
    }
    if (!(header instanceof AuthorizationHeader.Bearer bearer)) {
      return Uni.createFrom().nullItem();
    }
    Challenge.tokenWasPresented(context);
    return identify(presented.verify(bearer.token(), context), context, identityProviders);
  }

  /** What is known at once is answered at once; the rest is the identity provider's. */
  private Uni<SecurityIdentity> identify(
      Verification verification, RoutingContext context, IdentityProviderManager providers) {
    return verification instanceof Verification.Decided decided
            && decided.decision() instanceof Decision.Allowed allowed
            && limits.areHereFor(allowed.principal())
        ? identity(allowed.principal(), context)
        : limits
            .ofToken(providers.authenticate(new BearerRequest(verification)), context)
            .invoke(known -> authors.remember(known, context));
  }

  private Uni<SecurityIdentity> identity(Principal principal, RoutingContext context) {
    Optional<Problem> exhausted = limits.tokenPaysHere(principal, context);
    if (exhausted.isPresent()) {
      return Uni.createFrom().failure(new ProblemException(exhausted.get()));
    }
    SecurityIdentity known = Identity.of(principal);
    authors.remember(known, context);
    return Uni.createFrom().item(known);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(Challenge.forQuarkus(context));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(BearerRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
  }

  @Override
  public int getPriority() {
    return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1;
  }

  static Problem.MalformedRequest ambiguous() {
    return new Problem.MalformedRequest(
        "Send credentials in one Authorization header, and none in the address of the request.");
  }
}
