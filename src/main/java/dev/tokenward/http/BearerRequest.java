package dev.tokenward.http;

import dev.tokenward.verify.Verification;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks the identity provider who a bearer token stands for. */
final class BearerRequest extends BaseAuthenticationRequest {

  private final Verification verification;

  BearerRequest(Verification verification) {
    this.verification = verification;
  }

  Verification verification() {
    return verification;
  }
}
