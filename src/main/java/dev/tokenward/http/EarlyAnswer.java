package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Decision.Allowed;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.Decision.Undecided;
import dev.tokenward.verify.Dialect;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.Verification;
import io.quarkus.arc.All;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is answered before the request is routed, because it must cost hardly more than an answer
 * costs: junk, wherever it is sent to, since nothing of the API is open to strangers; and the
 * {@link DirectAnswer}s. All other tokens wait until a route asks who the caller is.
 */
@Singleton
class EarlyAnswer {

  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("WWW-Authenticate");
  private static final CharSequence JSON = HttpHeaders.createOptimized(ErrorAnswer.JSON);

  /** As Quarkus REST says it. */
  private static final CharSequence JSON_OF_RESOURCES =
      HttpHeaders.createOptimized(ErrorAnswer.JSON + ";charset=UTF-8");

  /** Not a constant of the class: the native executable can't have buffers built into it. */
  private final Buffer refusal = Buffer.buffer(ErrorAnswers.UNAUTHENTICATED.encode());

  private final CharSequence refusalLength =
      HttpHeaders.createOptimized(Integer.toString(refusal.length()));
  private final Map<String, DirectAnswer> direct;
  private final PresentedToken presented;
  private final TokenVerifier verifier;
  private final RequestLimits limits;
  private final RefusalLog log;
  private final UnauthenticatedAnswer unauthenticated;

  @Inject
  EarlyAnswer(
      @All List<DirectAnswer> direct,
      PresentedToken presented,
      TokenVerifier verifier,
      RequestLimits limits,
      RefusalLog log,
      UnauthenticatedAnswer unauthenticated) {
    this.direct =
        direct.stream().collect(Collectors.toMap(DirectAnswer::path, Function.identity()));
    this.presented = presented;
    this.verifier = verifier;
    this.limits = limits;
    this.log = log;
    this.unauthenticated = unauthenticated;
  }

  /**
   * Takes a request for the API that needs no resource.
   *
   * @return whether it was taken; then it is answered from here, now or later
   */
  boolean takes(RoutingContext context) {
    if (!(AuthorizationHeader.of(context.request()) instanceof AuthorizationHeader.Bearer bearer)) {
      return false;
    }
    @Nullable TokenSecret secret = verifier.read(bearer.token(), Dialect.API).orElse(null);
    if (secret == null) {
      refuse(TokenVerifier.JUNK, context);
      return true;
    }
    @Nullable DirectAnswer answer = directAnswer(context);
    if (answer == null) {
      return false;
    }
    proceed(answer, presented.verify(secret, context), context);
    return true;
  }

  private @Nullable DirectAnswer directAnswer(RoutingContext context) {
    return context.request().method().equals(HttpMethod.GET)
        ? direct.get(context.normalizedPath())
        : null;
  }

  private void proceed(DirectAnswer answer, Verification verification, RoutingContext context) {
    if (verification instanceof Verification.Pending pending) {
      pending
          .decision()
          .invoke(decision -> proceed(answer, decision, context))
          .subscribe()
          .with(done -> {}, context::fail);
    } else {
      proceed(answer, ((Verification.Decided) verification).decision(), context);
    }
  }

  private void proceed(DirectAnswer answer, Decision decision, RoutingContext context) {
    if (decision instanceof Allowed allowed) {
      answer(answer, allowed.principal(), context);
    } else if (decision instanceof Refused refused) {
      refuse(refused, context);
    } else if (decision instanceof Undecided undecided && !context.response().closed()) {
      ErrorAnswers.of(new Problem.Unavailable(undecided.retryAfter())).send(context);
    }
  }

  private void answer(DirectAnswer answer, Principal caller, RoutingContext context) {
    Consumer<Optional<Problem>> paid = exhausted -> answer(answer, caller, exhausted, context);
    if (limits.areHereFor(caller)) {
      paid.accept(limits.tokenPaysHere(caller, context));
    } else {
      limits.tokenPays(caller, context).invoke(paid).subscribe().with(done -> {}, context::fail);
    }
  }

  private static void answer(
      DirectAnswer answer, Principal caller, Optional<Problem> exhausted, RoutingContext context) {
    if (context.response().closed()) {
      return;
    }
    if (exhausted.isPresent()) {
      ErrorAnswers.of(exhausted.get()).send(context);
      return;
    }
    HttpServerResponse response = context.response();
    response.headers().set(HttpHeaders.CONTENT_TYPE, JSON_OF_RESOURCES);
    response.end(Buffer.buffer(answer.body(caller)));
  }

  /** The client's address pays for what is refused. */
  private void refuse(Refused refused, RoutingContext context) {
    Challenge.tokenWasPresented(context);
    limits
        .addressPays(context)
        .subscribe()
        .with(exhausted -> refuse(refused, exhausted, context), context::fail);
  }

  private void refuse(Refused refused, Optional<Problem> exhausted, RoutingContext context) {
    if (context.response().closed()) {
      return;
    }
    if (exhausted.isPresent()) {
      ErrorAnswers.of(exhausted.get()).send(context);
      return;
    }
    log.refused(context, BearerIdentityProvider.reason(refused));
    if (Rendering.of(context) == Rendering.SNIPE_IT) {
      sendPrepared(context);
    } else {
      unauthenticated.of(context).send(context);
    }
  }

  private void sendPrepared(RoutingContext context) {
    HttpServerResponse response = context.response().setStatusCode(401);
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    headers.set(HttpHeaders.CONTENT_LENGTH, refusalLength);
    Occurrence.of(context).addTo(headers);
    Challenge.unauthenticated(context)
        .forEach(challenge -> headers.add(WWW_AUTHENTICATE, challenge));
    response.end(refusal);
  }
}
