package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.TokenVerifier.Use;
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

/** Bearer tokens (RFC 6750): how every request but the very first ones says who makes it. */
@Singleton
class BearerAuthenticationMechanism implements HttpAuthenticationMechanism {

  private final String thisService;
  private final RequestLimits limits;

  @Inject
  BearerAuthenticationMechanism(AppSettings settings, RequestLimits limits) {
    this.thisService = settings.url().toString();
    this.limits = limits;
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
    Use use = new Use(ClientAddress.of(context), thisService, UserAgent.of(context));
    return limits.ofToken(
        identityProviders.authenticate(new BearerRequest(bearer.token(), use)), context);
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

  static Problem ambiguous() {
    return new Problem.MalformedRequest(
        "Send credentials in one Authorization header, and none in the address of the request.");
  }
}
