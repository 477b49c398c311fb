package dev.tokenward.web;

import dev.tokenward.user.Rights;
import dev.tokenward.user.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The scopes that a new token can be cut down to: what its owner may do, of the whole vocabulary.
 *
 * @param all in the order of the vocabulary
 */
record ScopeChoices(List<Scope> all) {

  private static final String GENERAL = "General";

  static ScopeChoices of(List<Scope> vocabulary, Rights owner) {
    return new ScopeChoices(
        vocabulary.stream()
            .filter(scope -> scope.kind() == Scope.Kind.KEY)
            .filter(scope -> owner.allow(scope.name()))
            .toList());
  }

  /** Grouped by what they are about. */
  List<ScopeGroup> groups() {
    Map<String, List<Scope>> groups = new LinkedHashMap<>();
    all.forEach(
        scope -> groups.computeIfAbsent(title(scope), unused -> new ArrayList<>()).add(scope));
    return groups.entrySet().stream()
        .map(group -> new ScopeGroup(group.getKey(), List.copyOf(group.getValue())))
        .toList();
  }

  /** What only reads. */
  List<String> reading() {
    return all.stream().map(Scope::name).filter(name -> name.endsWith(".view")).toList();
  }

  private static String title(Scope scope) {
    int dot = scope.name().indexOf('.');
    String area = dot < 0 || scope.name().startsWith("reports.") ? GENERAL : scope.name();
    if (area.equals(GENERAL)) {
      return GENERAL;
    }
    return area.startsWith("self.")
        ? "My own account"
        : area.substring(0, 1).toUpperCase(Locale.ROOT) + area.substring(1, dot);
  }
}
