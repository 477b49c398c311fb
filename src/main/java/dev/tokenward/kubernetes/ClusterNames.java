package dev.tokenward.kubernetes;

import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people and groups of ours are called in a cluster: a prefix and their name, so that they are
 * not taken for those that come from elsewhere. What begins with {@code system:} is the cluster's
 * own, such as {@code system:masters}, who may do everything; nobody of ours is ever called so,
 * whatever prefixes are configured.
 */
@Singleton
class ClusterNames {

  private static final String RESERVED = "system:";

  private static final String TOKEN_ID = "tokenward.dev/token-id";
  private static final String SCOPES = "tokenward.dev/scopes";

  /** The scopes of a token that has none: all that its owner may do. */
  private static final List<String> ALL_SCOPES = List.of("*");

  /** How settings say that there is no prefix, as {@code kube-apiserver}'s do. */
  private static final String NONE = "-";

  private final String usernamePrefix;
  private final String groupPrefix;

  @Inject
  ClusterNames(TokenwardSettings settings) {
    this(settings.kubernetes().usernamePrefix(), settings.kubernetes().groupPrefix());
  }

  ClusterNames(String usernamePrefix, String groupPrefix) {
    this.usernamePrefix = prefix(usernamePrefix);
    this.groupPrefix = prefix(groupPrefix);
  }

  /** Somebody with a token; empty if they would be called as one of the cluster's own. */
  Optional<ClusterUser> userOf(Principal owner) {
    Profile profile = owner.profile();
    return Optional.of(usernamePrefix + profile.username())
        .filter(ClusterNames::isFree)
        .map(
            name ->
                new ClusterUser(
                    name, profile.id(), groupsOf(profile), extra(owner.token().orElseThrow())));
  }

  /** All groups but those that would be called as one of the cluster's own. */
  private List<String> groupsOf(Profile profile) {
    return profile.groups().stream()
        .map(Membership::name)
        .map(groupPrefix::concat)
        .filter(ClusterNames::isFree)
        .toList();
  }

  private static Map<String, List<String>> extra(TokenInUse token) {
    List<String> scopes = token.restriction().scopes();
    Map<String, List<String>> extra = new LinkedHashMap<>();
    extra.put(TOKEN_ID, List.of(token.id().toString()));
    extra.put(SCOPES, scopes.isEmpty() ? ALL_SCOPES : scopes);
    return extra;
  }

  private static boolean isFree(String name) {
    return !name.startsWith(RESERVED);
  }

  private static String prefix(String setting) {
    return setting.equals(NONE) ? "" : setting;
  }
}
