package dev.tokenward.oauth;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Rights;
import dev.tokenward.user.ScopeService;
import dev.tokenward.verify.Principal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a token allows at this moment, written out: its owner's permissions, cut down to its scopes.
 * A service that decides by the scopes it is told then decides as this service would, also for a
 * token without scopes, for {@code area.*}, and when the owner lost what the token names.
 */
final class AllowedScopes {

  private static final String WHOLE_AREA = ".*";

  private AllowedScopes() {}

  /** Whether a token may reach what is written down neither with it nor with its owner. */
  static boolean needRegistered(Principal principal) {
    List<String> scopes = principal.restriction().scopes();
    return principal.profile().allow(PermissionKey.ADMIN)
        && (scopes.isEmpty() || scopes.stream().anyMatch(AllowedScopes::isWide));
  }

  private static boolean isWide(String scope) {
    return scope.endsWith(WHOLE_AREA)
        || scope.equals(PermissionKey.ADMIN)
        || scope.equals(PermissionKey.SUPERUSER);
  }

  /** All keys that a token allows: the built-in ones first. */
  static List<String> of(Principal principal, List<String> registered) {
    Rights rights = principal.rights();
    Stream<String> others =
        Stream.of(writtenDown(principal.profile()), scopes(principal), registered.stream())
            .flatMap(keys -> keys)
            .filter(rights::allow)
            .sorted();
    return Stream.concat(ScopeService.builtInAllowedBy(rights).stream(), others)
        .distinct()
        .toList();
  }

  private static Stream<String> writtenDown(Profile profile) {
    return Stream.concat(
        profile.permissions().values().keySet().stream(),
        profile.groups().stream()
            .map(group -> group.permissions().values().keySet())
            .flatMap(Collection::stream));
  }

  private static Stream<String> scopes(Principal principal) {
    return principal.restriction().scopes().stream().filter(scope -> !scope.endsWith(WHOLE_AREA));
  }
}
