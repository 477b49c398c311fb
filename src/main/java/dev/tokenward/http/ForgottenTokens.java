package dev.tokenward.http;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/**
 * Keeps none of the tokens that a provider gives: they are read once, and who signed in goes on
 * with a session of ours.
 */
@Alternative
@Priority(1)
@Singleton
class ForgottenTokens implements TokenStateManager {

  @Override
  public Uni<String> createTokenState(
      RoutingContext context,
      OidcTenantConfig config,
      AuthorizationCodeTokens tokens,
      OidcRequestContext<String> unused) {
    return Uni.createFrom().item("none");
  }

  @Override
  public Uni<AuthorizationCodeTokens> getTokens(
      RoutingContext context,
      OidcTenantConfig config,
      String state,
      OidcRequestContext<AuthorizationCodeTokens> unused) {
    return Uni.createFrom().failure(new AuthenticationFailedException("No token is kept"));
  }

  @Override
  public Uni<Void> deleteTokens(
      RoutingContext context,
      OidcTenantConfig config,
      String state,
      OidcRequestContext<Void> unused) {
    return Uni.createFrom().voidItem();
  }
}
