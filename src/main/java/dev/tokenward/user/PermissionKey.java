package dev.tokenward.user;

import java.util.Collection;
import java.util.Set;

/**
 * What the keys of permissions mean. Snipe-IT's and this service's own are built in, all of which
 * can be stored, so that a proxied Snipe-IT route can require any of them; more can be registered
 * with {@link ScopeService}. They are also the vocabulary of a token's scopes.
 */
public final class PermissionKey {

  /** Allows everything. */
  public static final String SUPERUSER = "superuser";

  /** Allows everything but {@code superuser} and what begins with {@code self.}. */
  public static final String ADMIN = "admin";

  /** Create, list and revoke one's own tokens. */
  public static final String SELF_API = "self.api";

  /** Ask whether tokens count, on behalf of a service. */
  public static final String INTROSPECT = "tokenward.introspect";

  /** Revoke tokens that name a service, on its behalf. */
  public static final String REVOKE = "tokenward.revoke";

  private static final String WHOLE_AREA = ".*";

  private PermissionKey() {}

  /**
   * Whether a key is built in or could be registered. Whether it is registered, only {@link
   * ScopeService#areKnown} can say.
   *
   * @param key any text
   * @return false for what can't be stored on any installation
   */
  public static boolean isPossible(String key) {
    return isBuiltIn(key) || ScopeName.isAcceptable(key);
  }

  /**
   * Whether a scope is one that a token could have: a key, or {@code area.*}.
   *
   * @param scope any text
   * @return the same as {@link #isPossible} for keys
   */
  public static boolean isPossibleScope(String scope) {
    return isPossible(scope)
        || isBuiltInScope(scope)
        || (isWholeArea(scope) && ScopeName.isAcceptable(ScopeName.areaOf(scope) + ".x"));
  }

  /** Whether a key is one of Snipe-IT's. */
  static boolean isBuiltIn(String key) {
    return builtIn().contains(key);
  }

  /** Whether a scope is one of Snipe-IT's keys, or {@code area.*} for an area of them. */
  static boolean isBuiltInScope(String scope) {
    return isBuiltIn(scope)
        || (isWholeArea(scope)
            && builtIn().stream().anyMatch(key -> key.startsWith(ScopeName.areaOf(scope) + ".")));
  }

  /** Snipe-IT's keys. */
  static Set<String> builtIn() {
    return BuiltInKeys.DESCRIPTIONS.keySet();
  }

  /** The scope that covers the whole area of a key. */
  static String wholeAreaOf(String key) {
    return ScopeName.areaOf(key) + WHOLE_AREA;
  }

  /**
   * Whether scopes reach a permission.
   *
   * @param scopes as stored with a token
   * @param permission a key, or another scope
   * @return whether one of the scopes is, or includes, the permission
   */
  public static boolean cover(Collection<String> scopes, String permission) {
    return scopes.contains(permission)
        || scopes.contains(SUPERUSER)
        || (scopes.contains(ADMIN) && isWithinAdmin(permission))
        || scopes.contains(wholeAreaOf(permission));
  }

  /** Whether {@code admin} passes a permission. */
  static boolean isWithinAdmin(String permission) {
    return !permission.equals(SUPERUSER) && !permission.startsWith("self.");
  }

  private static boolean isWholeArea(String scope) {
    return scope.equals(wholeAreaOf(scope));
  }
}
