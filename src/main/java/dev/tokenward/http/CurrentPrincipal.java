package dev.tokenward.http;

import dev.tokenward.verify.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Who makes the current request. */
@Singleton
public class CurrentPrincipal {

  private final SecurityIdentity identity;

  @Inject
  CurrentPrincipal(SecurityIdentity identity) {
    this.identity = identity;
  }

  /**
   * Who makes the current request. Only on routes that demand to be authenticated, while the
   * request is handled.
   *
   * @return the principal that the credential was verified as
   */
  public Principal get() {
    return (Principal) identity.getPrincipal();
  }
}
