package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.EnableSettings;
import dev.tokenward.config.TlsSettings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request came by https, as the connection or a {@linkplain TrustedProxies trusted proxy}
 * says; what browsers are told then, and what becomes of other requests where https is forced. A
 * credential that came in clear is not looked at: whoever sent it is not to get used to it.
 *
 * <p>What carries no credential stays open, because a probe comes from beside the service: health,
 * metrics and the OpenAPI document.
 */
@Singleton
class SecureTransport {

  private static final CharSequence STRICT_TRANSPORT_SECURITY =
      HttpHeaders.createOptimized("Strict-Transport-Security");
  private static final CharSequence FOR_A_YEAR =
      HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");

  /** As for a moved page, but the browser may not change the method (RFC 9110 section 15.4.9). */
  private static final int PERMANENT_REDIRECT = 308;

  private final BaseUrl base;
  private final boolean forced;
  private final boolean strict;
  private final TrustedProxies proxies;
  private final RefusalLog log;

  @Inject
  SecureTransport(
      AppSettings app,
      TlsSettings tls,
      EnableSettings enabled,
      TrustedProxies proxies,
      RefusalLog log) {
    this.base = BaseUrl.of(app);
    this.forced = tls.forceTls();
    this.strict = enabled.hsts();
    this.proxies = proxies;
    this.log = log;
  }

  /** Adds what browsers are told to the answer of a request that came by https, whatever it is. */
  void announce(HttpServerRequest request) {
    if (strict && cameByHttps(request)) {
      request.response().headers().set(STRICT_TRANSPORT_SECURITY, FOR_A_YEAR);
    }
  }

  /**
   * Takes a request that should have come by https.
   *
   * @return whether it was taken; then it is answered from here
   */
  boolean takes(RoutingContext context) {
    if (!forced || cameByHttps(context.request()) || isOpen(context.normalizedPath())) {
      return false;
    }
    turnAway(context);
    return true;
  }

  /**
   * What a proxy says when it asks is about the request that it asks about. It may hand the answer
   * on to that client, who would take what it is told for the word of another host.
   */
  private boolean cameByHttps(HttpServerRequest request) {
    return request.isSSL()
        || (!ProxyAnswer.isPlaceOfQuestions(request.path()) && proxies.sayHttps(request));
  }

  private static boolean isOpen(String path) {
    return path.startsWith("/q/") || path.equals("/health");
  }

  private void turnAway(RoutingContext context) {
    SecurityHeaders.addTo(context.response().headers());
    HttpMethod method = context.request().method();
    if (isPage(context) && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
      context
          .response()
          .setStatusCode(PERMANENT_REDIRECT)
          .putHeader(HttpHeaders.LOCATION, base.text() + target(context.request()))
          .end();
    } else {
      log.refused(context, "not by https");
      ErrorAnswer.envelope(403, refusal()).send(context);
    }
  }

  /** Without a host, which the client could have named in the request line too. */
  private static String target(HttpServerRequest request) {
    @Nullable String path = request.path();
    @Nullable String query = request.query();
    if (path == null || !path.startsWith("/")) {
      return "/";
    }
    return query == null ? path : path + "?" + query;
  }

  private static boolean isPage(RoutingContext context) {
    return !ErrorAnswers.isApi(context);
  }

  private String refusal() {
    return "This service takes requests over HTTPS only, at "
        + base.text()
        + ". If you have sent a token or a password, replace it: it was sent in clear.";
  }
}
