package dev.tokenward.user;

import dev.tokenward.config.OpenIdConnectSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which groups a provider has a say in. Everybody's other groups are none of its business. A group
 * that makes somebody a superuser or an administrator is governed only if it is named, never
 * because of how its name begins.
 *
 * @param mappings from the provider's names to ours
 * @param prefix what the names begin with that are the same there and here
 */
record ProviderGroups(List<Mapping> mappings, Optional<String> prefix) {

  static ProviderGroups of(OpenIdConnectSettings settings) {
    return new ProviderGroups(
        settings.groups().orElse(List.of()).stream().map(Mapping::of).toList(),
        settings.groupPrefix().filter(prefix -> !prefix.isEmpty()));
  }

  /** One of the provider's groups, and the name of the group here. */
  record Mapping(String theirs, String ours) {

    static Mapping of(String entry) {
      int equals = entry.indexOf('=');
      return new Mapping(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
    }
  }

  /** The names of all groups here that somebody in these groups of the provider's might join. */
  Set<String> candidates(Set<String> theirs) {
    return Stream.concat(mapped(theirs), theirs.stream().filter(this::hasPrefix))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What somebody is in from now on.
   *
   * @param now the groups they are in
   * @param candidates the groups that {@link #candidates} names, those that exist
   * @param theirs the groups they are in at the provider
   */
  Set<UserGroup> membership(
      Set<UserGroup> now, Collection<UserGroup> candidates, Set<String> theirs) {
    Set<String> mapped = mapped(theirs).collect(Collectors.toSet());
    Set<UserGroup> wanted = new HashSet<>(now);
    wanted.removeIf(this::isGoverned);
    candidates.stream()
        .filter(group -> mapped.contains(group.name) || isGovernedByPrefix(group))
        .forEach(wanted::add);
    return wanted;
  }

  private Stream<String> mapped(Set<String> theirs) {
    return mappings.stream()
        .filter(mapping -> theirs.contains(mapping.theirs()))
        .map(Mapping::ours);
  }

  private boolean isGoverned(UserGroup group) {
    return mappings.stream().anyMatch(mapping -> mapping.ours().equals(group.name))
        || isGovernedByPrefix(group);
  }

  private boolean isGovernedByPrefix(UserGroup group) {
    return hasPrefix(group.name) && !isPowerful(group);
  }

  private boolean hasPrefix(String name) {
    return prefix.filter(name::startsWith).isPresent();
  }

  private static boolean isPowerful(UserGroup group) {
    return group.permissions.grant(PermissionKey.SUPERUSER)
        || group.permissions.grant(PermissionKey.ADMIN);
  }
}
