package dev.tokenward.user;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vocabulary of permissions: Snipe-IT's keys, all of which can be stored, so that a proxied
 * Snipe-IT route can require any of them. Also the vocabulary of a token's scopes.
 */
public final class PermissionKey {

  /** Allows everything. */
  public static final String SUPERUSER = "superuser";

  /** Allows everything but {@code superuser} and what begins with {@code self.}. */
  public static final String ADMIN = "admin";

  /** Create, list and revoke one's own tokens. */
  public static final String SELF_API = "self.api";

  private static final Set<String> ALL = everyKey();

  private PermissionKey() {}

  /**
   * Whether a key is one of Snipe-IT's.
   *
   * @param key any text
   * @return whether it can be stored
   */
  public static boolean isKnown(String key) {
    return ALL.contains(key);
  }

  /**
   * Every key that can be stored.
   *
   * @return in no order
   */
  public static Set<String> all() {
    return ALL;
  }

  /**
   * Whether a scope is one that a token can have: a known key, or {@code area.*} for a known area.
   *
   * @param scope any text
   * @return whether it can be stored
   */
  public static boolean isScope(String scope) {
    return isKnown(scope)
        || (scope.equals(areaOf(scope) + ".*")
            && ALL.stream().anyMatch(key -> key.startsWith(areaOf(scope) + ".")));
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
        || scopes.contains(areaOf(permission) + ".*");
  }

  /** Whether {@code admin} passes a permission. */
  static boolean isWithinAdmin(String permission) {
    return !permission.equals(SUPERUSER) && !permission.startsWith("self.");
  }

  private static String areaOf(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  private static Set<String> everyKey() {
    Stream<String> single = Stream.of(SUPERUSER, ADMIN, "import", "reports.view");
    Stream<String> self =
        Stream.of("two_factor", "api", "edit_location", "checkout_assets", "view_purchase_cost")
            .map("self."::concat);
    Stream<String> plain =
        Stream.of(
                "models",
                "categories",
                "departments",
                "statuslabels",
                "customfields",
                "suppliers",
                "manufacturers",
                "depreciations",
                "locations",
                "companies",
                "users",
                "assets",
                "accessories",
                "consumables",
                "licenses",
                "components",
                "kits")
            .flatMap(area -> keys(area, "view", "create", "edit", "delete"));
    Stream<String> more =
        Stream.of(
                keys("users", "files"),
                keys(
                    "assets",
                    "checkout",
                    "checkin",
                    "audit",
                    "view.requestable",
                    "view.encrypted_custom_fields",
                    "files"),
                keys("accessories", "checkout", "checkin", "files"),
                keys("consumables", "checkout", "files"),
                keys("licenses", "checkout", "checkin", "keys", "files"),
                keys("components", "checkout", "checkin", "files"))
            .flatMap(keys -> keys);
    return Stream.of(single, self, plain, more)
        .flatMap(keys -> keys)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> keys(String area, String... actions) {
    return List.of(actions).stream().map(action -> area + "." + action);
  }
}
