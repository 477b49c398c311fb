package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.Verification;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Translates the decision about a token into Quarkus' terms. */
@Singleton
class BearerIdentityProvider implements IdentityProvider<BearerRequest> {

  private final TokenVerifier verifier;

  @Inject
  BearerIdentityProvider(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Class<BearerRequest> getRequestType() {
    return BearerRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      BearerRequest request, AuthenticationRequestContext context) {
    Verification verification = verifier.verify(request.token(), request.use());
    return verification instanceof Verification.Pending pending
        ? pending.decision().map(BearerIdentityProvider::identity)
        : Uni.createFrom().item(identity(((Verification.Decided) verification).decision()));
  }

  private static SecurityIdentity identity(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return Identity.of(allowed.principal());
    }
    throw new ProblemException(problem(decision));
  }

  private static Problem problem(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      String reason = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return new Problem.Unauthenticated("bearer token: " + reason);
    }
    return decision instanceof Decision.Undecided undecided
        ? new Problem.Unavailable(undecided.retryAfter())
        : new Problem.Unauthenticated("bearer token");
  }
}
