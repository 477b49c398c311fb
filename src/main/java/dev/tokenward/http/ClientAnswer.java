package dev.tokenward.http;

import dev.tokenward.audit.Refusals;
import dev.tokenward.http.CallerMetrics.Outcome;
import dev.tokenward.log.LineBudget;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.StoreFailure;
import io.quarkus.arc.All;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers services that ask about tokens of others, before routing. In this order: the verb, the
 * body, who asks, what is left of the caller's budget, what the caller may, and then the question
 * itself.
 *
 * <p>A caller pays from a budget of its own, which is not that of the owner of any token. One that
 * is refused is paid for by its address, as everywhere. Answers that tell nothing of a token are
 * paid for once more, from a smaller budget: with it spent, tokens that are the caller's business
 * are still answered.
 */
@Singleton
class ClientAnswer {

  /** The largest body, in bytes: a token, credentials and hints are far below it. */
  static final int MAX_BODY = 16 * 1024;

  private static final Logger LOG = Logger.getLogger(ClientAnswer.class);

  private static final String ALLOWED = "OPTIONS, POST";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int MOST_LINES_PER_SECOND = 5;

  private static final CharSequence JSON = HttpHeaders.createOptimized(ErrorAnswer.JSON);
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

  private final Map<String, ClientRoute> routes;
  private final CallerCheck check;
  private final RequestLimits limits;
  private final Authors authors;
  private final RefusalLog log;
  private final Refusals audited;
  private final TrustedProxies proxies;
  private final CallerMetrics metrics;
  private final LineBudget outageLines;

  @Inject
  ClientAnswer(
      @All List<ClientRoute> routes,
      CallerCheck check,
      RequestLimits limits,
      Authors authors,
      RefusalLog log,
      Refusals audited,
      TrustedProxies proxies,
      CallerMetrics metrics,
      Clock clock) {
    this.routes =
        routes.stream()
            .collect(Collectors.toUnmodifiableMap(ClientRoute::path, Function.identity()));
    this.check = check;
    this.limits = limits;
    this.authors = authors;
    this.log = log;
    this.audited = audited;
    this.proxies = proxies;
    this.metrics = metrics;
    this.outageLines =
        new LineBudget(
            clock,
            MOST_LINES_PER_SECOND,
            more -> LOG.errorf("%d more services could not be answered within a second.", more));
  }

  /** The route at which a request asks, if it does. */
  @Nullable ClientRoute routeOf(HttpServerRequest request) {
    @Nullable String path = request.path();
    return path == null ? null : routes.get(path);
  }

  /** A request, and where it came to. */
  private record Asked(ClientRoute route, RoutingContext context) {

    HttpServerResponse response() {
      return context.response();
    }
  }

  /** Answers a request, now or later. */
  void answer(ClientRoute route, RoutingContext context) {
    HttpServerRequest request = context.request();
    Asked asked = new Asked(route, context);
    if (request.method().equals(HttpMethod.OPTIONS)) {
      SecurityHeaders.addTo(context.response().headers());
      context.response().putHeader("Allow", ALLOWED).end();
    } else if (!request.method().equals(HttpMethod.POST)) {
      ErrorAnswers.methodNotAllowed(ALLOWED).send(context);
    } else if (!isRead(route, request)) {
      send(Outcome.MALFORMED, unsupported(route), asked);
    } else {
      SmallBody.read(
          context,
          MAX_BODY,
          body -> guarded(() -> answer(body, asked), asked),
          () -> refuseTooLarge(asked));
    }
  }

  private static boolean isRead(ClientRoute route, HttpServerRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (header == null) {
      return false;
    }
    int semicolon = header.indexOf(';');
    String type = semicolon < 0 ? header : header.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT).equals(typeOf(route));
  }

  private static String typeOf(ClientRoute route) {
    return route.body() == ClientRoute.Body.FORM
        ? "application/x-www-form-urlencoded"
        : ErrorAnswer.JSON;
  }

  private static OAuthError unsupported(ClientRoute route) {
    return OAuthError.invalidRequest(
        415, "Unsupported content type. Send %s.".formatted(typeOf(route)));
  }

  private void refuseTooLarge(Asked asked) {
    RequestBounds.hangUp(asked.context());
    send(
        Outcome.MALFORMED,
        OAuthError.invalidRequest(413, "The body is larger than 16 KiB."),
        asked);
  }

  private void answer(byte[] body, Asked asked) {
    Optional<FormFields> form =
        asked.route().body() == ClientRoute.Body.FORM
            ? Optional.of(FormFields.read(body))
            : Optional.empty();
    PresentedCaller presented = PresentedCaller.read(asked.context().request(), form);
    if (presented instanceof PresentedCaller.Ambiguous ambiguous) {
      send(Outcome.MALFORMED, OAuthError.ambiguousCaller(ambiguous.sentence()), asked);
      return;
    }
    if (presented instanceof PresentedCaller.None && asked.route().takesNobody()) {
      letPay(new ClientCall(new TokenCaller.Nobody(), body, form), asked);
      return;
    }
    check.check(
        presented,
        asked.context(),
        outcome -> guarded(() -> proceed(outcome, presented, body, form, asked), asked));
  }

  private void proceed(
      CallerCheck.Outcome outcome,
      PresentedCaller presented,
      byte[] body,
      Optional<FormFields> form,
      Asked asked) {
    if (outcome instanceof CallerCheck.Outcome.Known known) {
      letPay(new ClientCall(known.caller(), body, form), asked);
    } else if (outcome instanceof CallerCheck.Outcome.Refused refused) {
      refuse(refused.reason(), presented, asked);
    } else if (outcome instanceof CallerCheck.Outcome.Undecided undecided) {
      send(new Problem.Unavailable(undecided.retryAfter()), asked);
    }
  }

  private void refuse(String reason, PresentedCaller presented, Asked asked) {
    limits
        .addressPays(asked.context())
        .subscribe()
        .with(
            exhausted -> guarded(() -> refuse(reason, exhausted, presented, asked), asked),
            failure -> fail(failure, asked));
  }

  private void refuse(
      String reason, Optional<Problem> exhausted, PresentedCaller presented, Asked asked) {
    if (exhausted.isPresent()) {
      send(exhausted.get(), asked);
      return;
    }
    log.refused(asked.context(), reason);
    if (presented instanceof PresentedCaller.Client client) {
      audited.client(proxies.addressOf(asked.context()), client.credentials().id(), reason);
    }
    boolean token = presented instanceof PresentedCaller.Bearer;
    send(Outcome.REFUSED, OAuthError.invalidClient(token), asked);
  }

  private void letPay(ClientCall call, Asked asked) {
    limits.callerPays(
        call.caller(),
        asked.context(),
        exhausted -> guarded(() -> proceed(call, exhausted, asked), asked));
  }

  private void proceed(ClientCall call, Optional<Problem> exhausted, Asked asked) {
    if (exhausted.isPresent()) {
      send(exhausted.get(), asked);
    } else if (isForbidden(call.caller(), asked.route())) {
      send(Problem.Forbidden.without(asked.route().permission()), asked);
    } else {
      if (asked.route().changes()) {
        authors.remember(call.caller(), asked.context());
      }
      tell(asked.route().answer(call), call.caller(), asked);
    }
  }

  private static boolean isForbidden(TokenCaller caller, ClientRoute route) {
    return caller instanceof TokenCaller.Bearer bearer
        && !bearer.principal().rights().allow(route.permission());
  }

  private void tell(ClientReply reply, TokenCaller caller, Asked asked) {
    if (reply instanceof ClientReply.Told told) {
      tell(Outcome.ANSWERED, told.status(), told.json(), asked);
    } else if (reply instanceof ClientReply.NothingKnown nothing) {
      tellNothing(nothing, caller, asked);
    } else if (reply instanceof ClientReply.Undecided undecided) {
      send(new Problem.Unavailable(undecided.retryAfter()), asked);
    } else if (reply instanceof ClientReply.Pending pending) {
      pending
          .reply()
          .subscribe()
          .with(
              later -> guarded(() -> tell(later, caller, asked), asked),
              failure -> fail(failure, asked));
    }
  }

  private void tellNothing(ClientReply.NothingKnown nothing, TokenCaller caller, Asked asked) {
    limits.callerPaysForNothing(
        caller,
        asked.context(),
        exhausted -> guarded(() -> tellNothing(nothing, exhausted, asked), asked));
  }

  private void tellNothing(
      ClientReply.NothingKnown nothing, Optional<Problem> exhausted, Asked asked) {
    if (exhausted.isPresent()) {
      send(exhausted.get(), asked);
    } else {
      tell(Outcome.UNKNOWN, 200, nothing.json(), asked);
    }
  }

  private void tell(Outcome outcome, int status, Buffer json, Asked asked) {
    metrics.count(asked.route(), status < 400 ? outcome : Outcome.MALFORMED);
    HttpServerResponse response = asked.response();
    if (response.closed()) {
      return;
    }
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    response.setStatusCode(status);
    if (json.length() == 0) {
      response.end();
    } else {
      headers.set(HttpHeaders.CONTENT_TYPE, JSON);
      response.end(json);
    }
  }

  /** Nobody waits in vain: what goes wrong on the way to an answer is an answer too. */
  private void guarded(Runnable step, Asked asked) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      fail(failure, asked);
    }
  }

  private void fail(Throwable failure, Asked asked) {
    if (failure instanceof ProblemException expected) {
      send(expected.problem(), asked);
      return;
    }
    if (!StoreFailure.isOutage(failure) && !StoreFailure.isMissingSchema(failure)) {
      LOG.error("A service could not be answered.", failure);
    } else if (outageLines.take()) {
      LOG.errorf("A service could not be answered, because the store failed: %s", failure);
    }
    send(new Problem.Unavailable(RETRY_AFTER), asked);
  }

  private void send(Problem problem, Asked asked) {
    send(outcomeOf(problem), OAuthError.of(problem), asked);
  }

  private void send(Outcome outcome, OAuthError error, Asked asked) {
    metrics.count(asked.route(), outcome);
    error.send(asked.context());
  }

  private static Outcome outcomeOf(Problem problem) {
    if (problem instanceof Problem.TooManyRequests) {
      return Outcome.LIMITED;
    }
    if (problem instanceof Problem.Forbidden) {
      return Outcome.FORBIDDEN;
    }
    return problem instanceof Problem.MalformedRequest || problem instanceof Problem.MalformedBody
        ? Outcome.MALFORMED
        : Outcome.UNDECIDED;
  }
}
