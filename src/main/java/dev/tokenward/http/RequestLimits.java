package dev.tokenward.http;

import dev.tokenward.address.IpAddress;
import dev.tokenward.config.ApiSettings;
import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.limit.Budget;
import dev.tokenward.limit.RateLimiter;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who is limited, and how an answer says what is left: per user once known, or per token where a
 * token has a limit of its own; per client address, or its /64 of IPv6, for tokens that are refused
 * and for passwords. Snipe-IT's headers and those of the IETF's draft.
 */
@Singleton
class RequestLimits {

  /** How both the headers and a problem document name it. */
  static final String POLICY_NAME = "per-minute";

  private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
  private static final CharSequence REMAINING =
      HttpHeaders.createOptimized("X-RateLimit-Remaining");
  private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");
  private static final CharSequence RESET_TIMESTAMP =
      HttpHeaders.createOptimized("X-RateLimit-Reset-Timestamp");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");

  private static final CharSequence[] SMALL_NUMBERS =
      IntStream.rangeClosed(0, 1_000)
          .mapToObj(number -> encoded(Integer.toString(number)))
          .toArray(CharSequence[]::new);

  private final RateLimiter limiter;
  private final Clock clock;
  private final TrustedProxies proxies;
  private final int perMinute;
  private final TokenwardSettings.Client clients;
  private final Told usual;
  private final Told usualOfClients;
  private volatile EncodedSecond lastReset = new EncodedSecond(0);

  @Inject
  RequestLimits(
      RateLimiter limiter,
      Clock clock,
      ApiSettings settings,
      TokenwardSettings ours,
      TrustedProxies proxies) {
    this.proxies = proxies;
    this.limiter = limiter;
    this.clock = clock;
    this.perMinute = settings.throttlePerMinute();
    this.clients = ours.client();
    this.usual = Told.of(perMinute);
    this.usualOfClients = Told.of(clients.throttlePerMinute());
  }

  /**
   * Limits a request with a token: the owner's budget pays for it, or the token's own; one that is
   * refused is paid by the client's address.
   */
  Uni<SecurityIdentity> ofToken(Uni<SecurityIdentity> verified, RoutingContext context) {
    return verified
        .call(identity -> spend((Principal) identity.getPrincipal(), context))
        .onFailure(RequestLimits::isRefusal)
        .recoverWithUni(refusal -> paidByAddress("refused", refusal, context));
  }

  /** Whether what pays for a request is in this process' memory, or nothing is limited. */
  boolean areHereFor(Principal principal) {
    return limiter.isLocal() || purseOf(principal).isBottomless();
  }

  /** Lets a token's purse pay; says what is wrong if there is nothing left. */
  Optional<Problem> tokenPaysHere(Principal principal, RoutingContext context) {
    CurrentRequest.cameFrom(principal);
    Purse purse = purseOf(principal);
    return purse.isBottomless()
        ? Optional.empty()
        : told(limiter.spendHere(purse.key(), purse.perMinute()), context);
  }

  /** The same where what pays may be shared by all replicas; never a failure. */
  Uni<Optional<Problem>> tokenPays(Principal principal, RoutingContext context) {
    CurrentRequest.cameFrom(principal);
    return pays(purseOf(principal), context);
  }

  /** Lets the client's address pay for a token that is refused; never a failure. */
  Uni<Optional<Problem>> addressPays(RoutingContext context) {
    return addressPays(proxies.addressOf(context), context);
  }

  /** Lets an address pay for a token that is refused, wherever the request itself comes from. */
  Uni<Optional<Problem>> addressPays(String address, RoutingContext context) {
    return pays(purseOf("refused", address), context);
  }

  /** Lets a service that asks about a token pay, and goes on with what is wrong, if anything. */
  void callerPays(TokenCaller caller, RoutingContext context, Consumer<Optional<Problem>> then) {
    Purse purse = purseOf(caller, context);
    if (purse.isBottomless()) {
      then.accept(Optional.empty());
    } else {
      spend(purse, budget -> then.accept(told(budget, context)));
    }
  }

  /**
   * Lets it pay for learning nothing; whoever has no name has paid by address already. Only when
   * this budget is spent is it told about, in the place of the other: it is the one to wait for.
   */
  void callerPaysForNothing(
      TokenCaller caller, RoutingContext context, Consumer<Optional<Problem>> then) {
    Purse purse =
        caller instanceof TokenCaller.Nobody
            ? Purse.BOTTOMLESS
            : new Purse("unknown:" + nameOf(caller), clients.unknownPerMinute());
    if (purse.isBottomless()) {
      then.accept(Optional.empty());
    } else {
      spend(
          purse,
          budget -> then.accept(budget.granted() ? Optional.empty() : told(budget, context)));
    }
  }

  private void spend(Purse purse, Consumer<Budget> then) {
    if (limiter.isLocal()) {
      then.accept(limiter.spendHere(purse.key(), purse.perMinute()));
    } else {
      limiter.spend(purse.key(), purse.perMinute()).subscribe().with(then);
    }
  }

  private Purse purseOf(TokenCaller caller, RoutingContext context) {
    if (caller instanceof TokenCaller.Client client) {
      return purseOfCaller(nameOf(caller), client.client().throttlePerMinute());
    }
    return caller instanceof TokenCaller.Bearer bearer
        ? purseOfBearer(bearer)
        : purseOfAddress("nobody", context);
  }

  private Purse purseOfBearer(TokenCaller.Bearer bearer) {
    CurrentRequest.cameFrom(bearer.principal());
    TokenInUse token = bearer.principal().token().orElseThrow();
    return token.throttlePerMinute() == null
        ? purseOfCaller(nameOf(bearer), null)
        : purseOfCaller("caller-token:" + token.id(), token.throttlePerMinute());
  }

  private Purse purseOfCaller(String key, @Nullable Integer own) {
    return new Purse(key, own == null ? clients.throttlePerMinute() : own);
  }

  private static String nameOf(TokenCaller caller) {
    if (caller instanceof TokenCaller.Client client) {
      return "client:" + client.client().id();
    }
    return caller instanceof TokenCaller.Bearer bearer
        ? "caller:" + bearer.principal().profile().id()
        : "nobody";
  }

  /** Limits a request with a password: the client's address pays for it, whoever it is of. */
  <T> Uni<T> ofPassword(Supplier<Uni<T>> check, RoutingContext context) {
    return spend(purseOfAddress("password", context), context).chain(() -> check.get());
  }

  private <T> Uni<T> paidByAddress(String kind, Throwable refusal, RoutingContext context) {
    return spend(purseOfAddress(kind, context), context)
        .chain(() -> Uni.createFrom().failure(refusal));
  }

  private Uni<Void> spend(Purse purse, RoutingContext context) {
    return pays(purse, context).invoke(RequestLimits::failIfPresent).replaceWithVoid();
  }

  private Uni<Optional<Problem>> pays(Purse purse, RoutingContext context) {
    return purse.isBottomless()
        ? Uni.createFrom().item(Optional.empty())
        : limiter.spend(purse.key(), purse.perMinute()).map(budget -> told(budget, context));
  }

  private Uni<Void> spend(Principal principal, RoutingContext context) {
    CurrentRequest.cameFrom(principal);
    return spend(purseOf(principal), context);
  }

  private static void failIfPresent(Optional<Problem> exhausted) {
    if (exhausted.isPresent()) {
      throw new ProblemException(exhausted.get());
    }
  }

  private Optional<Problem> told(Budget budget, RoutingContext context) {
    tell(budget, context.response().headers());
    return exhausted(budget);
  }

  private static Optional<Problem> exhausted(Budget budget) {
    return budget.granted()
        ? Optional.empty()
        : Optional.of(
            new Problem.TooManyRequests(Duration.ofSeconds(budget.resetSeconds()), POLICY_NAME));
  }

  private void tell(Budget budget, MultiMap headers) {
    long seconds = budget.resetSeconds();
    CharSequence reset = number(seconds);
    CharSequence remaining = number(budget.remaining());
    Told told = told(budget.limit());
    headers.set(LIMIT, told.limit());
    headers.set(REMAINING, remaining);
    headers.set(RESET, reset);
    headers.set(RESET_TIMESTAMP, timestamp(clock.millis() / 1000 + seconds));
    headers.set(POLICY, told.policy());
    headers.set(RATE_LIMIT, "\"" + POLICY_NAME + "\";r=" + remaining + ";t=" + reset);
  }

  private Told told(int limit) {
    if (limit == usual.perMinute()) {
      return usual;
    }
    return limit == usualOfClients.perMinute() ? usualOfClients : Told.of(limit);
  }

  /** Nearly all requests of a second say the same. */
  private CharSequence timestamp(long second) {
    EncodedSecond last = lastReset;
    if (last.second() != second) {
      last = new EncodedSecond(second);
      lastReset = last;
    }
    return last.text();
  }

  private static CharSequence number(long value) {
    return value < SMALL_NUMBERS.length ? SMALL_NUMBERS[(int) value] : Long.toString(value);
  }

  private static CharSequence encoded(String text) {
    return HttpHeaders.createOptimized(text);
  }

  /** A budget as it is told. */
  private record Told(int perMinute, CharSequence limit, CharSequence policy) {

    static Told of(int perMinute) {
      return new Told(
          perMinute,
          encoded(Integer.toString(perMinute)),
          encoded("\"" + POLICY_NAME + "\";q=" + perMinute + ";w=60"));
    }
  }

  /** A moment as it is sent. */
  private record EncodedSecond(long second, CharSequence text) {
    EncodedSecond(long second) {
      this(second, encoded(Long.toString(second)));
    }
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof ProblemException refused
        && refused.problem() instanceof Problem.Unauthenticated;
  }

  private Purse purseOf(Principal principal) {
    @Nullable TokenInUse token = principal.token().orElse(null);
    @Nullable Integer own = token == null ? null : token.throttlePerMinute();
    if (token != null && own != null) {
      return new Purse("token:" + token.id(), own);
    }
    return perMinute == 0
        ? Purse.BOTTOMLESS
        : new Purse("user:" + principal.profile().id(), perMinute);
  }

  private Purse purseOfAddress(String kind, RoutingContext context) {
    return purseOf(kind, proxies.addressOf(context));
  }

  private Purse purseOf(String kind, String address) {
    return new Purse(kind + ":" + IpAddress.counted(address), perMinute);
  }

  /** What pays for requests: a key of the limiter's, and how much is in there for a minute. */
  private record Purse(String key, int perMinute) {

    static final Purse BOTTOMLESS = new Purse("", 0);

    boolean isBottomless() {
      return perMinute == 0;
    }
  }
}
