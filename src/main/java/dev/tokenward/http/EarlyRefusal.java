package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.TokenVerifier;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Refuses junk before the request is routed: it must cost hardly more than an answer costs. Nothing
 * of the API is open to strangers, so the route does not matter. All other tokens wait until a
 * route asks who the caller is.
 */
@Singleton
class EarlyRefusal {

  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("WWW-Authenticate");
  private static final CharSequence JSON = HttpHeaders.createOptimized(ErrorAnswer.JSON);

  /** Not a constant of the class: the native executable can't have buffers built into it. */
  private final Buffer body = Buffer.buffer(ErrorAnswers.UNAUTHENTICATED.encode());

  private final CharSequence length = HttpHeaders.createOptimized(Integer.toString(body.length()));
  private final TokenVerifier verifier;
  private final RequestLimits limits;
  private final RefusalLog log;
  private final UnauthenticatedAnswer unauthenticated;

  @Inject
  EarlyRefusal(
      TokenVerifier verifier,
      RequestLimits limits,
      RefusalLog log,
      UnauthenticatedAnswer unauthenticated) {
    this.verifier = verifier;
    this.limits = limits;
    this.log = log;
    this.unauthenticated = unauthenticated;
  }

  /**
   * Answers a request whose token can't be one of this service; the client's address pays for it.
   *
   * @return whether it was such a request
   */
  boolean answered(RoutingContext context) {
    if (!(AuthorizationHeader.of(context.request()) instanceof AuthorizationHeader.Bearer bearer)) {
      return false;
    }
    Optional<Refused> junk = verifier.refuseJunk(bearer.token());
    if (junk.isEmpty()) {
      return false;
    }
    Challenge.tokenWasPresented(context);
    limits
        .addressPays(context)
        .subscribe()
        .with(exhausted -> refuse(junk.get(), exhausted, context), context::fail);
    return true;
  }

  private void refuse(Refused junk, Optional<Problem> exhausted, RoutingContext context) {
    if (exhausted.isPresent()) {
      ErrorAnswers.of(exhausted.get()).send(context);
      return;
    }
    log.refused(context, BearerIdentityProvider.reason(junk));
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
    headers.set(HttpHeaders.CONTENT_LENGTH, length);
    Challenge.unauthenticated(context)
        .forEach(challenge -> headers.add(WWW_AUTHENTICATE, challenge));
    response.end(body);
  }
}
