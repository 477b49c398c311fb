package dev.tokenward.clients;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Nimbus' OAuth SDK, which many Java frameworks ask with. */
record NimbusGuard(RegisteredClient client) implements Guard {

  @Override
  public Optional<String> userOf(String token) {
    TokenIntrospectionSuccessResponse answer = introspect(token);
    return answer.isActive() ? Optional.of(answer.getSubject().getValue()) : Optional.empty();
  }

  /** All that is answered about a token. */
  TokenIntrospectionSuccessResponse introspect(String token) {
    try {
      return TokenIntrospectionResponse.parse(
              new TokenIntrospectionRequest(
                      client.introspection(), credentials(), new BearerAccessToken(token))
                  .toHTTPRequest()
                  .send())
          .toSuccessResponse();
    } catch (ParseException noIntrospection) {
      throw new AssertionError(noIntrospection);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Revokes a token; what is answered has to be 200. */
  void revoke(String token) {
    try {
      new TokenRevocationRequest(client.revocation(), credentials(), new BearerAccessToken(token))
          .toHTTPRequest()
          .send()
          .ensureStatusCode(200);
    } catch (ParseException refused) {
      throw new AssertionError(refused);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private ClientAuthentication credentials() {
    return new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret()));
  }

  @Override
  public String toString() {
    return "Nimbus";
  }
}
