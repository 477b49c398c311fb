package dev.tokenward.http;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * A provider that answers with an error of its own, or a proxy in front of it that can't reach it,
 * counts as one that does not answer. Quarkus would make a refusal of it.
 */
@Singleton
@Unremovable
@OidcEndpoint({OidcEndpoint.Type.TOKEN, OidcEndpoint.Type.USERINFO})
class ProviderErrors implements OidcResponseFilter {

  private static final int FIRST = 500;

  @Override
  public Uni<Void> filter(OidcResponseFilterContext response) {
    return response.statusCode() < FIRST
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(new IOException("The provider answered with an error"));
  }
}
