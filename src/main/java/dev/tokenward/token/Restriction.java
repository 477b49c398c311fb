package dev.tokenward.token;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Rights;
import java.util.List;

/**
 * What narrows a token below its owner: a token without any restriction can do all that its owner
 * can, from everywhere. Each list being empty means "not restricted in this respect".
 *
 * @param scopes permission keys, or {@code area.*}
 * @param allowedIps the networks the token may be used from
 * @param audience the services (absolute URIs) the token may be used at
 */
public record Restriction(List<String> scopes, List<Network> allowedIps, List<String> audience) {

  /** No restriction at all. */
  public static final Restriction NONE = new Restriction(List.of(), List.of(), List.of());

  /**
   * Whether this narrows anything.
   *
   * @return false for a token that can do all that its owner can
   */
  public boolean isNone() {
    return scopes.isEmpty() && allowedIps.isEmpty() && audience.isEmpty();
  }

  /**
   * How many scopes, networks and audiences are named.
   *
   * @return zero or more
   */
  public int size() {
    return scopes.size() + allowedIps.size() + audience.size();
  }

  /**
   * Whether the token may be used from an address.
   *
   * @param clientAddress an IP address literal
   * @return true also when no network is named
   */
  public boolean permitsAddress(String clientAddress) {
    return allowedIps.isEmpty()
        || allowedIps.stream().anyMatch(network -> network.contains(clientAddress));
  }

  /**
   * Whether the token may be used at a service.
   *
   * @param service the absolute URI of the service
   * @return true also when no audience is named
   */
  public boolean permitsAudience(String service) {
    return audience.isEmpty() || audience.contains(service);
  }

  /**
   * Whether the token may be used at a service with several names.
   *
   * @param services absolute URIs, of which one is enough
   * @return true also when no audience is named
   */
  public boolean permitsAnyAudience(List<String> services) {
    return audience.isEmpty() || services.stream().anyMatch(audience::contains);
  }

  /**
   * Whether the token reaches a scope, so that what it makes may have it.
   *
   * @param scope a key, or {@code area.*}
   * @return true also when no scope is named
   */
  public boolean permitsScope(String scope) {
    return scopes.isEmpty() || PermissionKey.cover(scopes, scope);
  }

  /**
   * Cuts an owner's rights down to the scopes.
   *
   * @param owner what the owner may do
   * @return what the token may do
   */
  public Rights narrow(Rights owner) {
    return scopes.isEmpty()
        ? owner
        : permission -> owner.allow(permission) && PermissionKey.cover(scopes, permission);
  }
}
