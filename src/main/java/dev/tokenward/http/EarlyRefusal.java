package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Verification;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Refuses a token that is known to be none before the request is routed: junk must cost hardly more
 * than an answer costs. Nothing of the API is open to strangers, so the route does not matter.
 */
@Singleton
class EarlyRefusal {

  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("WWW-Authenticate");
  private static final CharSequence JSON = HttpHeaders.createOptimized(ErrorAnswer.JSON);
  private static final Buffer BODY = Buffer.buffer(ErrorAnswers.UNAUTHENTICATED.encode());
  private static final CharSequence LENGTH =
      HttpHeaders.createOptimized(Integer.toString(BODY.length()));

  private final BearerTokens tokens;
  private final RequestLimits limits;
  private final RefusalLog log;

  @Inject
  EarlyRefusal(BearerTokens tokens, RequestLimits limits, RefusalLog log) {
    this.tokens = tokens;
    this.limits = limits;
    this.log = log;
  }

  /**
   * Answers if the request has a token that is refused from memory; whoever wants something else
   * than Snipe-IT's rendering, or is limited elsewhere, takes the ordinary way.
   *
   * @return whether it was answered
   */
  boolean answered(RoutingContext context) {
    if (!(AuthorizationHeader.of(context.request()) instanceof AuthorizationHeader.Bearer bearer)) {
      return false;
    }
    Verification verification = tokens.verify(bearer, context);
    if (!(verification instanceof Verification.Decided decided)
        || !(decided.decision() instanceof Decision.Refused refused)
        || Rendering.of(context) != Rendering.SNIPE_IT
        || !limits.areHere()) {
      return false;
    }
    Optional<Problem> exhausted = limits.addressPaysHere(context);
    if (exhausted.isPresent()) {
      ErrorAnswers.of(exhausted.get()).send(context);
    } else {
      log.refused(context, BearerIdentityProvider.reason(refused));
      refuse(context);
    }
    return true;
  }

  private static void refuse(RoutingContext context) {
    HttpServerResponse response = context.response().setStatusCode(401);
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    headers.set(HttpHeaders.CONTENT_LENGTH, LENGTH);
    Challenge.unauthenticated(context)
        .forEach(challenge -> headers.add(WWW_AUTHENTICATE, challenge));
    response.end(BODY);
  }
}
