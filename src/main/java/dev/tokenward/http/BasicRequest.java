package dev.tokenward.http;

import dev.tokenward.user.Password;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks the identity provider whether a password is right. */
final class BasicRequest extends BaseAuthenticationRequest {

  private final String username;
  private final Password password;
  private final String clientAddress;

  BasicRequest(String username, Password password, String clientAddress) {
    this.username = username;
    this.password = password;
    this.clientAddress = clientAddress;
  }

  String username() {
    return username;
  }

  Password password() {
    return password;
  }

  String clientAddress() {
    return clientAddress;
  }
}
