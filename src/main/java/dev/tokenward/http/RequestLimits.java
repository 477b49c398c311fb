package dev.tokenward.http;

import dev.tokenward.config.ApiSettings;
import dev.tokenward.limit.Budget;
import dev.tokenward.limit.RateLimiter;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Who is limited, and how an answer says what is left: per user once known; per client address for
 * tokens that are refused and for passwords. Snipe-IT's headers and those of the IETF's draft.
 */
@Singleton
class RequestLimits {

  private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
  private static final CharSequence REMAINING =
      HttpHeaders.createOptimized("X-RateLimit-Remaining");
  private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");
  private static final CharSequence RESET_TIMESTAMP =
      HttpHeaders.createOptimized("X-RateLimit-Reset-Timestamp");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");

  private final RateLimiter limiter;
  private final Clock clock;
  private final int perMinute;
  private final String limit;
  private final String policy;

  @Inject
  RequestLimits(RateLimiter limiter, Clock clock, ApiSettings settings) {
    this.limiter = limiter;
    this.clock = clock;
    this.perMinute = settings.throttlePerMinute();
    this.limit = Integer.toString(perMinute);
    this.policy = "\"per-minute\";q=" + perMinute + ";w=60";
  }

  /**
   * Limits a request with a token: the owner's budget pays for it; one that is refused is paid by
   * the client's address. What is in memory is asked at once.
   */
  Uni<SecurityIdentity> ofToken(Uni<SecurityIdentity> verified, RoutingContext context) {
    if (perMinute == 0) {
      return verified;
    }
    Uni<SecurityIdentity> paid =
        limiter.isLocal()
            ? verified.invoke(identity -> demand(here(identity), context))
            : verified.call(identity -> spend(keyOf(identity), context));
    return paid.onFailure(RequestLimits::isRefusal)
        .recoverWithUni(refusal -> paidByAddress("refused", refusal, context));
  }

  /** Limits a request with a password: the client's address pays for it, whoever it is of. */
  Uni<SecurityIdentity> ofPassword(Supplier<Uni<SecurityIdentity>> check, RoutingContext context) {
    return perMinute == 0
        ? check.get()
        : spend(keyOfAddress("password", context), context).chain(() -> check.get());
  }

  private Budget here(SecurityIdentity identity) {
    return limiter.spendHere(keyOf(identity), perMinute);
  }

  private <T> Uni<T> paidByAddress(String kind, Throwable refusal, RoutingContext context) {
    return spend(keyOfAddress(kind, context), context)
        .chain(() -> Uni.createFrom().failure(refusal));
  }

  private Uni<Void> spend(String key, RoutingContext context) {
    return limiter
        .spend(key, perMinute)
        .invoke(budget -> demand(budget, context))
        .replaceWithVoid();
  }

  private void demand(Budget budget, RoutingContext context) {
    tell(budget, context.response().headers());
    if (!budget.granted()) {
      throw new ProblemException(
          new Problem.TooManyRequests(Duration.ofSeconds(budget.resetSeconds())));
    }
  }

  private void tell(Budget budget, MultiMap headers) {
    long seconds = budget.resetSeconds();
    String reset = Long.toString(seconds);
    String remaining = Integer.toString(budget.remaining());
    headers.set(LIMIT, limit);
    headers.set(REMAINING, remaining);
    headers.set(RESET, reset);
    headers.set(RESET_TIMESTAMP, Long.toString(clock.millis() / 1000 + seconds));
    headers.set(POLICY, policy);
    headers.set(RATE_LIMIT, "\"per-minute\";r=" + remaining + ";t=" + reset);
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof ProblemException refused
        && refused.problem() instanceof Problem.Unauthenticated;
  }

  private static String keyOf(SecurityIdentity identity) {
    return "user:" + ((Principal) identity.getPrincipal()).profile().id();
  }

  private static String keyOfAddress(String kind, RoutingContext context) {
    return kind + ":" + ClientAddress.of(context);
  }
}
