package dev.tokenward.http;

import dev.tokenward.user.Rights;
import dev.tokenward.verify.Principal;
import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.security.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A principal as Quarkus knows it, for one request: permissions are asked of the principal's
 * rights, and the last one that was denied is remembered, so that the answer can name it. It has no
 * roles, and no credential that anything could leak.
 */
final class Identity implements SecurityIdentity {

  private final Principal principal;
  private final Rights rights;
  private volatile @Nullable String denied;

  private Identity(Principal principal) {
    this.principal = principal;
    this.rights = principal.rights();
  }

  static SecurityIdentity of(Principal principal) {
    return new Identity(principal);
  }

  /** The permission that was asked for last and is missing; empty when none was denied. */
  static Optional<String> lastDenied(SecurityIdentity identity) {
    return identity instanceof Identity ours ? Optional.ofNullable(ours.denied) : Optional.empty();
  }

  @Override
  public Principal getPrincipal() {
    return principal;
  }

  @Override
  public boolean isAnonymous() {
    return false;
  }

  @Override
  public Set<String> getRoles() {
    return Set.of();
  }

  @Override
  public boolean hasRole(String role) {
    return false;
  }

  @Override
  public <T extends Credential> @Nullable T getCredential(Class<T> type) {
    return null;
  }

  @Override
  public Set<Credential> getCredentials() {
    return Set.of();
  }

  /** The interface's own signature. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  @Override
  public <T> @Nullable T getAttribute(String name) {
    return null;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }

  /** Permissions are asked one by one. */
  @Override
  public Set<Permission> getPermissions() {
    return Set.of();
  }

  @Override
  public boolean checkPermissionBlocking(Permission permission) {
    boolean allowed = rights.allow(permission.getName());
    if (!allowed) {
      denied = permission.getName();
    }
    return allowed;
  }

  @Override
  public Uni<Boolean> checkPermission(Permission permission) {
    return Uni.createFrom().item(checkPermissionBlocking(permission));
  }
}
