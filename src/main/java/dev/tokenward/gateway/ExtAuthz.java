package dev.tokenward.gateway;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyDialect;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.http.ProxyRequest;
import dev.tokenward.verify.Principal;
import io.vertx.core.MultiMap;
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

  private static final String REQUIREMENT = "X-Authz-Require";

  private final Requirements requirements;
  private final IdentityHeaders identity;

  @Inject
  ExtAuthz(Requirements requirements, IdentityHeaders identity) {
    this.requirements = requirements;
    this.identity = identity;
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
  public ProxyQuestion read(ProxyRequest request) {
    return requirements.question(original(request), request.header(REQUIREMENT).orElse(""));
  }

  @Override
  public void introduce(Principal caller, MultiMap headers) {
    identity.addTo(headers, caller);
  }

  @Override
  public void introduceNobody(MultiMap headers) {
    identity.addNobodyTo(headers);
  }

  private OriginalRequest original(ProxyRequest request) {
    Original told = new Original(request);
    String query = request.query().map("?"::concat).orElse("");
    String target = request.path().substring(path().length()) + query;
    return told.of(request.method(), told.required("Host"), target);
  }
}
