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
 * nginx' {@code auth_request}, and what ingress-nginx and NGINX Gateway Fabric make of it: always a
 * GET, with the original request in {@code X-Original-URL} and {@code X-Original-Method}.
 */
@Singleton
class AuthRequest implements ProxyDialect {

  private final Requirements requirements;
  private final IdentityHeaders identity;

  @Inject
  AuthRequest(Requirements requirements, IdentityHeaders identity) {
    this.requirements = requirements;
    this.identity = identity;
  }

  @Override
  public String path() {
    return "/authz/auth-request";
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
    String method = told.required("X-Original-Method");
    String[] url = Original.split(told.required("X-Original-URL"));
    return told.agreeing("X-Original-URI", url[1])
        .agreeing("X-Forwarded-Uri", url[1])
        .agreeing("X-Forwarded-Method", method)
        .of(method, url[0], url[1]);
  }
}
