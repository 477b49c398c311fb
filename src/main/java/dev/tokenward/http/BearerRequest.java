package dev.tokenward.http;

import dev.tokenward.verify.TokenVerifier.Use;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks the identity provider who a bearer token stands for. */
final class BearerRequest extends BaseAuthenticationRequest {

  private final String token;
  private final Use use;

  BearerRequest(String token, Use use) {
    this.token = token;
    this.use = use;
  }

  String token() {
    return token;
  }

  Use use() {
    return use;
  }
}
