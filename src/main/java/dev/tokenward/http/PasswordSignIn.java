package dev.tokenward.http;

import dev.tokenward.user.Password;
import dev.tokenward.user.PasswordAuthentication;
import dev.tokenward.user.PasswordOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Signs in with a form, under the same limits and with the same answers as HTTP Basic: lock-out per
 * account and per client address, and a budget for each address.
 */
@Singleton
public class PasswordSignIn {

  private final RoutingContext context;
  private final PasswordAuthentication passwords;
  private final RequestLimits limits;
  private final RefusalLog log;
  private final TrustedProxies proxies;

  @Inject
  PasswordSignIn(
      RoutingContext context,
      PasswordAuthentication passwords,
      RequestLimits limits,
      RefusalLog log,
      TrustedProxies proxies) {
    this.proxies = proxies;
    this.context = context;
    this.passwords = passwords;
    this.limits = limits;
    this.log = log;
  }

  /**
   * Checks a password that came with the current request.
   *
   * @param username as presented
   * @param password as presented
   * @return how it ended; fails with {@link dev.tokenward.problem.Problem.TooManyRequests} when the
   *     address has no budget left
   */
  public Uni<PasswordOutcome> check(String username, Password password) {
    String address = proxies.addressOf(context);
    return limits
        .ofPassword(() -> passwords.authenticate(username, password, address), context)
        .invoke(this::note);
  }

  private void note(PasswordOutcome outcome) {
    if (outcome instanceof PasswordOutcome.Rejected rejected) {
      log.refused(context, "password: " + rejected.reason());
    }
  }
}
