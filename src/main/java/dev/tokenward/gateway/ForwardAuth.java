package dev.tokenward.gateway;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyDialect;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.http.ProxyRequest;
import dev.tokenward.verify.Dialect;
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

  @Inject
  ForwardAuth(Requirements requirements) {
    this.requirements = requirements;
  }

  @Override
  public String path() {
    return "/authz/forward-auth";
  }

  @Override
  public Dialect dialect() {
    return Dialect.FORWARD_AUTH;
  }

  @Override
  public ProxyQuestion read(ProxyRequest request) {
    return requirements.question(original(request), request.query().orElse(""));
  }

  private static OriginalRequest original(ProxyRequest request) {
    Original told = new Original(request);
    String method = told.required(Original.FORWARDED_METHOD);
    String host = told.required(Original.FORWARDED_HOST);
    String target = told.required(Original.FORWARDED_URI);
    String scheme = told.required(Original.FORWARDED_PROTO);
    return told.agreeing(Original.ORIGINAL_METHOD, method)
        .agreeing(Original.ORIGINAL_URI, target)
        .agreeing(Original.ORIGINAL_URL, () -> scheme + "://" + host + target)
        .of(scheme, method, host, target);
  }
}
