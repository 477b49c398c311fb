package dev.tokenward.gateway;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyDialect;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.http.ProxyRequest;
import dev.tokenward.verify.Dialect;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Envoy's {@code ext_authz} over HTTP, and what Istio, Envoy Gateway and the Gateway API make of
 * it: the original request itself without its body, its path behind ours. The query is the
 * client's, so it can say nothing about what the route wants; that is in a header, which the proxy
 * sets and a client can't take away.
 */
@Singleton
class ExtAuthz implements ProxyDialect {

  private static final CharSequence REQUIREMENT = HttpHeaders.createOptimized("X-Authz-Require");

  private final Requirements requirements;

  @Inject
  ExtAuthz(Requirements requirements) {
    this.requirements = requirements;
  }

  @Override
  public String path() {
    return "/authz/ext-authz";
  }

  @Override
  public boolean takesAllBelow() {
    return true;
  }

  @Override
  public Dialect dialect() {
    return Dialect.EXT_AUTHZ;
  }

  @Override
  public ProxyQuestion read(ProxyRequest request) {
    return requirements.question(original(request), request.header(REQUIREMENT).orElse(""));
  }

  private OriginalRequest original(ProxyRequest request) {
    Original told = new Original(request);
    String query = request.query().map("?"::concat).orElse("");
    String target = request.path().substring(path().length()) + query;
    String scheme = request.header(Original.FORWARDED_PROTO).orElse("https");
    return told.of(scheme, request.method(), told.required(HttpHeaders.HOST), target);
  }
}
