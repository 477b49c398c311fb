package dev.tokenward.web;

import dev.tokenward.user.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scopes about the same things.
 *
 * @param title what they are about
 * @param scopes in the order in which they are shown
 */
public record ScopeGroup(String title, List<Scope> scopes) {

  private static final String GENERAL = "General";

  /**
   * Sorts scopes by what they are about.
   *
   * @param scopes in the order in which they are shown
   * @param own what those about one's own account are called
   * @return the groups in the order of the first scope of each
   */
  public static List<ScopeGroup> of(List<Scope> scopes, String own) {
    Map<String, List<Scope>> groups = new LinkedHashMap<>();
    scopes.forEach(
        scope -> groups.computeIfAbsent(title(scope, own), unused -> new ArrayList<>()).add(scope));
    return groups.entrySet().stream()
        .map(group -> new ScopeGroup(group.getKey(), List.copyOf(group.getValue())))
        .toList();
  }

  private static String title(Scope scope, String own) {
    int dot = scope.name().indexOf('.');
    String area = dot < 0 || scope.name().startsWith("reports.") ? GENERAL : scope.name();
    if (area.equals(GENERAL)) {
      return GENERAL;
    }
    return area.startsWith("self.")
        ? own
        : area.substring(0, 1).toUpperCase(Locale.ROOT) + area.substring(1, dot);
  }
}
