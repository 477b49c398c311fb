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
 * The forward authentication of Traefik and Caddy, and of HAProxy with our script: a GET, or the
 * original method, with the original request in {@code X-Forwarded-Method}, {@code -Proto}, {@code
 * -Host} and {@code -Uri}.
 */
@Singleton
class ForwardAuth implements ProxyDialect {

  private final Requirements requirements;
  private final IdentityHeaders identity;

  @Inject
  ForwardAuth(Requirements requirements, IdentityHeaders identity) {
    this.requirements = requirements;
    this.identity = identity;
  }

  @Override
  public String path() {
    return "/authz/forward-auth";
  }

  @Override
  public ProxyQuestion read(ProxyRequest request) {
    return requirements.question(original(request), request.query().orElse(""));
  }

  @Override
  public void introduce(Principal caller, MultiMap headers) {
    identity.addTo(headers, caller);
  }

  @Override
  public void introduceNobody(MultiMap headers) {
    identity.addNobodyTo(headers);
  }

  private static OriginalRequest original(ProxyRequest request) {
    Original told = new Original(request);
    String method = told.required("X-Forwarded-Method");
    String host = told.required("X-Forwarded-Host");
    String target = told.required("X-Forwarded-Uri");
    String url = told.required("X-Forwarded-Proto") + "://" + host + target;
    return told.agreeing("X-Original-Method", method)
        .agreeing("X-Original-URI", target)
        .agreeing("X-Original-URL", url)
        .of(method, host, target);
  }
}
