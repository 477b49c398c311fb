package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.TokenVerifier.Use;
import dev.tokenward.verify.Verification;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The token that a request came with: decided about once, whoever asks first. */
@Singleton
class PresentedToken {

  private static final String DECISION = PresentedToken.class.getName();

  private final TokenVerifier verifier;
  private final String thisService;

  @Inject
  PresentedToken(TokenVerifier verifier, AppSettings settings) {
    this.verifier = verifier;
    this.thisService = settings.url().toString();
  }

  /** What was decided about the token of a request, or is now. */
  Verification verify(String token, RoutingContext context) {
    Challenge.tokenWasPresented(context);
    @Nullable Decision decided = context.get(DECISION);
    return decided == null
        ? verifier.verify(token, use(context))
        : new Verification.Decided(decided);
  }

  /** What is decided about a token that was read. */
  Verification verify(TokenSecret secret, RoutingContext context) {
    return verifier.verify(secret, use(context));
  }

  private Use use(RoutingContext context) {
    return new Use(ClientAddress.of(context), thisService, UserAgent.of(context));
  }

  /** Notes a decision for those who ask later. */
  static void remember(Decision decision, RoutingContext context) {
    context.put(DECISION, decision);
  }
}
