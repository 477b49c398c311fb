package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.verify.Dialect;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.TokenVerifier.Use;
import dev.tokenward.verify.Verification;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** The token that a request came with, and where it is used. */
@Singleton
class PresentedToken {

  private final TokenVerifier verifier;
  private final TrustedProxies proxies;
  private final List<String> thisService;

  @Inject
  PresentedToken(TokenVerifier verifier, TrustedProxies proxies, AppSettings settings) {
    this.proxies = proxies;
    this.verifier = verifier;
    this.thisService = BaseUrl.audiences(settings);
  }

  /** What is decided about the token of a request. */
  Verification verify(String token, RoutingContext context) {
    return verifier.verify(token, use(context));
  }

  /** What is decided about a token that was read. */
  Verification verify(TokenSecret secret, RoutingContext context) {
    return verifier.verify(secret, use(context));
  }

  private Use use(RoutingContext context) {
    return new Use(Dialect.API, proxies.addressOf(context), thisService, UserAgent.of(context));
  }
}
