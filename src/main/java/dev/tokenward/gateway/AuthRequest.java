package dev.tokenward.gateway;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyDialect;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.http.ProxyRequest;
import dev.tokenward.verify.Dialect;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * nginx' {@code auth_request}, and what ingress-nginx and NGINX Gateway Fabric make of it: always a
 * GET, with the original request in {@code X-Original-URL} and {@code X-Original-Method}.
 */
@Singleton
class AuthRequest implements ProxyDialect {

  private final Requirements requirements;

  @Inject
  AuthRequest(Requirements requirements) {
    this.requirements = requirements;
  }

  @Override
  public String path() {
    return "/authz/auth-request";
  }

  @Override
  public Dialect dialect() {
    return Dialect.AUTH_REQUEST;
  }

  @Override
  public ProxyQuestion read(ProxyRequest request) {
    return requirements.question(original(request), request.query().orElse(""));
  }

  private static OriginalRequest original(ProxyRequest request) {
    Original told = new Original(request);
    String method = told.required(Original.ORIGINAL_METHOD);
    String[] url = Original.split(told.required(Original.ORIGINAL_URL));
    return told.agreeing(Original.ORIGINAL_URI, url[2])
        .agreeing(Original.FORWARDED_URI, url[2])
        .agreeing(Original.FORWARDED_METHOD, method)
        .of(url[0], method, url[1], url[2]);
  }
}
