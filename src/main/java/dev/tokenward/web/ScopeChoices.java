package dev.tokenward.web;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Rights;
import dev.tokenward.web.ScopeGroup.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes that a new token can be cut down to, described and grouped by what they are about. */
final class ScopeChoices {

  private static final String GENERAL = "General";

  private static final Map<String, String> WHOLE =
      Map.of(
          "superuser", "Everything",
          "admin", "Everything but what only superusers may, and one's own account",
          "import", "Import data",
          "reports.view", "See reports",
          "self.two_factor", "Set up a second factor for oneself",
          "self.api", "Create, list and revoke one's own tokens",
          "self.edit_location", "Change one's own location",
          "self.checkout_assets", "Check out assets to oneself",
          "self.view_purchase_cost", "See purchase costs");

  private static final Map<String, String> VERBS =
      Map.ofEntries(
          Map.entry("view", "See %s"),
          Map.entry("create", "Create %s"),
          Map.entry("edit", "Change %s"),
          Map.entry("delete", "Delete %s"),
          Map.entry("checkout", "Check %s out"),
          Map.entry("checkin", "Check %s in"),
          Map.entry("audit", "Audit %s"),
          Map.entry("files", "See and add files of %s"),
          Map.entry("keys", "See the keys of %s"),
          Map.entry("view.requestable", "See %s that can be requested"),
          Map.entry("view.encrypted_custom_fields", "See encrypted custom fields of %s"));

  private static final List<String> ORDER =
      List.of("view", "create", "edit", "delete", "checkout", "checkin", "audit", "files", "keys");

  private static final Map<String, String> AREAS =
      Map.of("statuslabels", "status labels", "customfields", "custom fields", "kits", "kits");

  private ScopeChoices() {}

  /** What somebody may do, as scopes; what concerns everything comes first. */
  static List<ScopeGroup> of(Rights owner) {
    Map<String, List<Scope>> groups = new TreeMap<>();
    PermissionKey.all().stream()
        .filter(owner::allow)
        .sorted(Comparator.comparing(ScopeChoices::rank).thenComparing(key -> key))
        .forEach(
            key -> groups.computeIfAbsent(title(key), unused -> new ArrayList<>()).add(scope(key)));
    return Stream.concat(
            groups.keySet().stream().filter(GENERAL::equals),
            groups.keySet().stream().filter(title -> !title.equals(GENERAL)))
        .map(title -> new ScopeGroup(title, groups.getOrDefault(title, List.of())))
        .toList();
  }

  /** What only reads. */
  static List<String> reading(Rights owner) {
    return PermissionKey.all().stream()
        .filter(key -> key.endsWith(".view"))
        .filter(owner::allow)
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }

  private static Scope scope(String key) {
    return new Scope(key, WHOLE.containsKey(key) ? WHOLE.getOrDefault(key, "") : composed(key));
  }

  private static String composed(String key) {
    return VERBS.getOrDefault(action(key), "%s: " + action(key)).formatted(area(key));
  }

  private static String title(String key) {
    if (WHOLE.containsKey(key)) {
      return key.startsWith("self.") ? "My own account" : GENERAL;
    }
    String area = area(key);
    return area.substring(0, 1).toUpperCase(Locale.ROOT) + area.substring(1);
  }

  private static String area(String key) {
    String area = key.substring(0, key.indexOf('.'));
    return AREAS.getOrDefault(area, area);
  }

  private static String action(String key) {
    return key.substring(key.indexOf('.') + 1);
  }

  private static int rank(String key) {
    int rank = ORDER.indexOf(action(key));
    return rank < 0 ? ORDER.size() : rank;
  }
}
