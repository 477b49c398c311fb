package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Verification;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Translates the decision about a token into Quarkus' terms. */
@Singleton
class BearerIdentityProvider implements IdentityProvider<BearerRequest> {

  @Override
  public Class<BearerRequest> getRequestType() {
    return BearerRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      BearerRequest request, AuthenticationRequestContext context) {
    Verification verification = request.verification();
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
      return new Problem.Unauthenticated(reason(refused));
    }
    return decision instanceof Decision.Undecided undecided
        ? new Problem.Unavailable(undecided.retryAfter())
        : new Problem.Unauthenticated("bearer token");
  }

  /** Why a token is refused, for the log. */
  static String reason(Decision.Refused refused) {
    return "bearer token: " + refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
