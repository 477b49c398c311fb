package dev.tokenward.clients;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcProviderClient;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.oidc.runtime.OidcProviderClientImpl;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an application with {@code quarkus-oidc} introspects and revokes with. The application
 * around it is left out: Quarkus makes one at a build of its own. So is its way to make this class,
 * which is why reflection does it.
 */
final class QuarkusGuard implements Guard {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final OidcProviderClient asker;

  QuarkusGuard(RegisteredClient client) {
    OidcTenantConfig config =
        OidcTenantConfig.authServerUrl(client.issuer().toString())
            .clientId(client.id())
            .credentials(client.secret())
            .build();
    OidcConfigurationMetadata metadata =
        new OidcConfigurationMetadata(
            null,
            client.introspection().toString(),
            null,
            null,
            null,
            null,
            null,
            client.revocation().toString(),
            client.issuer().toString(),
            null);
    this.asker = made(config, metadata);
  }

  @Override
  public Optional<String> userOf(String token) {
    TokenIntrospection answer = asker.introspectAccessToken(token).await().atMost(PATIENCE);
    return answer.isActive() ? Optional.of(answer.getSubject()) : Optional.empty();
  }

  /** Revokes a token. */
  void revoke(String token) {
    if (!asker.revokeAccessToken(token).await().atMost(PATIENCE)) {
      throw new AssertionError("The token was not revoked");
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @SuppressWarnings("unchecked")
  private OidcProviderClient made(OidcTenantConfig config, OidcConfigurationMetadata metadata) {
    try {
      Method factory =
          OidcProviderClientImpl.class.getDeclaredMethod(
              "of",
              WebClient.class,
              Vertx.class,
              OidcConfigurationMetadata.class,
              OidcTenantConfig.class,
              Map.class,
              Map.class);
      factory.setAccessible(true);
      WebClient client = WebClient.create(io.vertx.mutiny.core.Vertx.newInstance(vertx));
      return ((Uni<OidcProviderClientImpl>)
              factory.invoke(null, client, vertx, metadata, config, Map.of(), Map.of()))
          .await()
          .atMost(PATIENCE);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }

  @Override
  public String toString() {
    return "Quarkus";
  }
}
