package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Decision.Allowed;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.Decision.Undecided;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.TokenVerifier.Use;
import dev.tokenward.verify.Verification;
import io.quarkus.arc.All;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers proxies that ask whether a request of somebody else may pass, before routing, because
 * they ask about every request of everybody. Only 200 is a yes, and it says who it is; every no and
 * every "ask later" has its honest status and a problem document, whatever the client accepts: it
 * is the proxy that asks.
 *
 * <p>The token's or its owner's budget pays for a token that is accepted. A refused one is paid for
 * by the address of the client where a {@linkplain TrustedProxies trusted proxy} tells it, and
 * otherwise by nobody: it would be the proxy's address, and so everybody behind it who were shut
 * out.
 */
@Singleton
class ProxyAnswer {

  private static final Logger LOG = Logger.getLogger(ProxyAnswer.class);

  /** All dialects are under it, so that other requests pay for one comparison only. */
  private static final String ROOT = "/authz";

  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence NOTHING = HttpHeaders.createOptimized("0");

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final List<ProxyDialect> dialects;
  private final Introducer introducer;
  private final TokenVerifier verifier;
  private final RequestLimits limits;
  private final TrustedProxies proxies;
  private final RefusalLog log;

  @Inject
  ProxyAnswer(
      @All List<ProxyDialect> dialects,
      Introducer introducer,
      TokenVerifier verifier,
      RequestLimits limits,
      TrustedProxies proxies,
      RefusalLog log) {
    this.dialects = dialects;
    this.introducer = introducer;
    this.verifier = verifier;
    this.limits = limits;
    this.proxies = proxies;
    this.log = log;
  }

  /** The dialect in which a request asks, if it does. */
  @Nullable ProxyDialect dialectOf(HttpServerRequest request) {
    String path = request.path();
    if (path == null || !path.startsWith(ROOT)) {
      return null;
    }
    for (ProxyDialect dialect : dialects) {
      if (isAskedAt(path, dialect)) {
        return dialect;
      }
    }
    return null;
  }

  private static boolean isAskedAt(String path, ProxyDialect dialect) {
    String root = dialect.path();
    return path.startsWith(root)
        && (path.length() == root.length()
            || (dialect.takesAllBelow() && path.charAt(root.length()) == '/'));
  }

  /**
   * Whether a path is one at which proxies ask, or beside those: with a slash too many, encoded, in
   * capitals. Nothing there may be answered with a yes that is no question, or a proxy with a
   * misspelt address would let everybody pass.
   */
  static boolean isPlaceOfQuestions(@Nullable String path) {
    if (path == null) {
      return false;
    }
    int start = 0;
    while (path.startsWith("//", start)) {
      start++;
    }
    return path.regionMatches(true, start, ROOT, 0, ROOT.length());
  }

  /** Answers what is no question, but was sent to where they are asked. */
  static void answerNoQuestion(RoutingContext context) {
    refuse(ErrorAnswer.envelope(404, "Nothing can be asked at this address."), context);
  }

  /** Refuses what was sent to where questions are asked, before it is read. */
  static void refuse(ErrorAnswer answer, RoutingContext context) {
    Rendering.PROBLEM.impose(context);
    send(answer, context);
  }

  /** Answers a question, now or later. */
  void answer(ProxyDialect dialect, RoutingContext context) {
    Rendering.PROBLEM.impose(context);
    try {
      ProxyQuestion question = dialect.read(new ProxyRequest(context.request()));
      if (question instanceof ProxyQuestion.Pending pending) {
        pending
            .question()
            .subscribe()
            .with(read -> answer(asked(read, dialect, context)), failure -> fail(failure, context));
      } else {
        answer(asked((ProxyQuestion.Read) question, dialect, context));
      }
    } catch (ProblemException malformed) {
      send(malformed.problem(), context);
    }
  }

  /** A question, for whom it is asked as far as that is known, and where its answer goes. */
  private record Asked(
      ProxyQuestion.Read question,
      Optional<String> client,
      ProxyDialect dialect,
      RoutingContext context) {}

  private Asked asked(ProxyQuestion.Read question, ProxyDialect dialect, RoutingContext context) {
    return new Asked(question, proxies.clientOf(context), dialect, context);
  }

  private void answer(Asked asked) {
    AuthorizationHeader header = AuthorizationHeader.inHeaders(asked.context().request());
    if (header instanceof AuthorizationHeader.Bearer bearer) {
      proceed(verifier.verify(bearer.token(), use(asked)), asked);
    } else if (header instanceof AuthorizationHeader.Ambiguous) {
      send(BearerAuthenticationMechanism.ambiguous(), asked.context());
    } else if (asked.question().isPublic()) {
      allowNobody(asked);
    } else {
      refuse("no token", Challenge.noToken(), asked);
    }
  }

  private static Use use(Asked asked) {
    return new Use(
        asked.dialect().dialect(),
        asked.client().orElse(Use.UNKNOWN_ADDRESS),
        asked.question().audience().map(List::of).orElse(List.of()),
        UserAgent.of(asked.context()));
  }

  private void proceed(Verification verification, Asked asked) {
    if (verification instanceof Verification.Pending pending) {
      pending
          .decision()
          .subscribe()
          .with(decision -> proceed(decision, asked), failure -> fail(failure, asked.context()));
    } else {
      proceed(((Verification.Decided) verification).decision(), asked);
    }
  }

  private void proceed(Decision decision, Asked asked) {
    if (decision instanceof Allowed allowed) {
      letTokenPay(allowed.principal(), asked);
    } else if (decision == TokenVerifier.JUNK && asked.question().isPublic()) {
      allowNobody(asked);
    } else if (decision instanceof Refused refused) {
      letClientPay(refused, asked);
    } else if (decision instanceof Undecided undecided) {
      send(new Problem.Unavailable(undecided.retryAfter()), asked.context());
    }
  }

  private void letTokenPay(Principal caller, Asked asked) {
    if (limits.areHereFor(caller)) {
      answer(caller, limits.tokenPaysHere(caller, asked.context()), asked);
    } else {
      limits
          .tokenPays(caller, asked.context())
          .subscribe()
          .with(
              exhausted -> answer(caller, exhausted, asked),
              failure -> fail(failure, asked.context()));
    }
  }

  private void answer(Principal caller, Optional<Problem> exhausted, Asked asked) {
    Optional<? extends Problem> problem =
        exhausted.isPresent() ? exhausted : asked.question().refusalOf(caller);
    if (problem.isPresent()) {
      send(problem.get(), asked.context());
    } else {
      allow(caller, asked);
    }
  }

  private void allow(Principal caller, Asked asked) {
    try {
      Introduction introduction = introducer.of(caller, asked.question());
      if (introduction instanceof Introduction.Pending pending) {
        pending
            .introduction()
            .subscribe()
            .with(ready -> allow(ready, asked), failure -> fail(failure, asked.context()));
      } else {
        allow((Introduction.Ready) introduction, asked);
      }
    } catch (ProblemException nothingToSay) {
      send(nothingToSay.problem(), asked.context());
    }
  }

  /** On a public route; what is no token of this service is the backend's to judge. */
  private void allowNobody(Asked asked) {
    allow(introducer.ofNobody(), asked);
  }

  private static void allow(Introduction.Ready introduction, Asked asked) {
    if (asked.context().response().closed()) {
      return;
    }
    MultiMap headers = asked.context().response().headers();
    headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    headers.set(HttpHeaders.CONTENT_LENGTH, NOTHING);
    introduction.addTo(headers);
    asked.context().response().end();
  }

  private void letClientPay(Refused refused, Asked asked) {
    String reason = BearerIdentityProvider.reason(refused);
    if (asked.client().isEmpty()) {
      refuse(reason, Challenge.invalidToken(), asked);
      return;
    }
    limits
        .addressPays(asked.client().get(), asked.context())
        .subscribe()
        .with(
            exhausted ->
                exhausted.ifPresentOrElse(
                    problem -> send(problem, asked.context()),
                    () -> refuse(reason, Challenge.invalidToken(), asked)),
            failure -> fail(failure, asked.context()));
  }

  private void refuse(String reason, List<String> challenge, Asked asked) {
    log.refused(asked.question().original(), asked.client().orElse(Use.UNKNOWN_ADDRESS), reason);
    send(ErrorAnswers.unauthenticated(challenge), asked.context());
  }

  private static void fail(Throwable failure, RoutingContext context) {
    if (failure instanceof ProblemException expected) {
      send(expected.problem(), context);
      return;
    }
    LOG.error("A proxy's question could not be answered.", failure);
    send(new Problem.Unavailable(RETRY_AFTER), context);
  }

  private static void send(Problem problem, RoutingContext context) {
    send(ErrorAnswers.of(problem), context);
  }

  private static void send(ErrorAnswer answer, RoutingContext context) {
    if (!context.response().closed()) {
      ProblemHeader.addTo(context.response().headers(), answer, Occurrence.of(context));
      answer.send(context);
    }
  }
}
