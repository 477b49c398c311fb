package dev.tokenward.http;

import dev.tokenward.user.Rights;
import dev.tokenward.verify.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** A principal as Quarkus knows it: permissions are asked of the principal's rights. */
final class Identity {

  private Identity() {}

  static SecurityIdentity of(Principal principal) {
    Rights rights = principal.rights();
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(principal)
        .addPermissionChecker(
            permission -> Uni.createFrom().item(rights.allow(permission.getName())))
        .build();
  }
}
