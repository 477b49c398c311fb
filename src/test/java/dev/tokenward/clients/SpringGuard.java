package dev.tokenward.clients;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/** Spring Security's resource server for opaque tokens: what its filter asks, without a servlet. */
final class SpringGuard implements Guard {

  private final OpaqueTokenAuthenticationProvider provider;

  SpringGuard(RegisteredClient client) {
    this.provider =
        new OpaqueTokenAuthenticationProvider(
            SpringOpaqueTokenIntrospector.withIntrospectionUri(client.introspection().toString())
                .clientId(client.id())
                .clientSecret(client.secret())
                .build());
  }

  @Override
  public Optional<String> userOf(String token) {
    try {
      Authentication authentication =
          provider.authenticate(new BearerTokenAuthenticationToken(token));
      return Optional.of(authentication.getName());
    } catch (InvalidBearerTokenException refused) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Spring Security";
  }
}
