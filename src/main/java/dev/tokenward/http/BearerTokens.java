package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.TokenVerifier.Use;
import dev.tokenward.verify.Verification;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Asks about the bearer token of a request, once. */
@Singleton
class BearerTokens {

  private static final String KEY = BearerTokens.class.getName();

  private final TokenVerifier verifier;
  private final String thisService;

  @Inject
  BearerTokens(TokenVerifier verifier, AppSettings settings) {
    this.verifier = verifier;
    this.thisService = settings.url().toString();
  }

  /** Asks, unless that was done for the request before. */
  Verification verify(AuthorizationHeader.Bearer bearer, RoutingContext context) {
    @Nullable Verification known = asked(context);
    if (known != null) {
      return known;
    }
    Use use = new Use(ClientAddress.of(context), thisService, UserAgent.of(context));
    Verification verification = verifier.verify(bearer.token(), use);
    context.put(KEY, verification);
    return verification;
  }

  /** What was asked for the request before, if anything was. */
  static @Nullable Verification asked(RoutingContext context) {
    return context.get(KEY);
  }
}
