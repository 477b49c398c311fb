package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.PasswordAuthentication;
import dev.tokenward.user.PasswordOutcome;
import dev.tokenward.verify.Principal;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Translates the outcome of a sign-in with a password into Quarkus' terms. */
@Singleton
class PasswordIdentityProvider implements IdentityProvider<BasicRequest> {

  private static final Duration WHEN_BUSY = Duration.ofSeconds(1);

  private final PasswordAuthentication passwords;

  @Inject
  PasswordIdentityProvider(PasswordAuthentication passwords) {
    this.passwords = passwords;
  }

  @Override
  public Class<BasicRequest> getRequestType() {
    return BasicRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      BasicRequest request, AuthenticationRequestContext context) {
    return passwords
        .authenticate(request.username(), request.password(), request.clientAddress())
        .map(PasswordIdentityProvider::identity);
  }

  private static SecurityIdentity identity(PasswordOutcome outcome) {
    if (outcome instanceof PasswordOutcome.Accepted accepted) {
      return Identity.of(new Principal(accepted.profile(), Optional.empty(), accepted.proof()));
    }
    throw new ProblemException(problem(outcome));
  }

  private static Problem problem(PasswordOutcome outcome) {
    if (outcome instanceof PasswordOutcome.LockedOut locked) {
      return new Problem.TooManyRequests(locked.retryAfter(), "sign-in attempts");
    }
    return outcome instanceof PasswordOutcome.Rejected rejected
        ? new Problem.Unauthenticated("password: " + rejected.reason())
        : new Problem.Unavailable(WHEN_BUSY);
  }
}
