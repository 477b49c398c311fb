package dev.tokenward.web.admin;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Scope;
import dev.tokenward.web.ScopeGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Permissions to choose, by what they are about.
 *
 * @param areas in the order in which they are shown
 */
record PermissionMatrix(List<Area> areas) {

  /**
   * A form has so many fields at most; who has registered more scopes than this grants the others
   * with the API. Those that are written down are always shown, so that none is lost.
   */
  private static final int MOST_REGISTERED = 400;

  /** What the permissions are called that are about the account of whoever has them. */
  static final String OWN = "Own account";

  private static final Set<String> OF_SUPERUSERS =
      Set.of(PermissionKey.SUPERUSER, PermissionKey.ADMIN);

  /**
   * Permissions about the same things.
   *
   * @param title what they are about
   * @param lines one for each
   */
  record Area(String title, List<Line> lines) {

    /** Whether anything is chosen here. */
    public boolean isUsed() {
      return lines.stream().anyMatch(line -> line.value() != 0);
    }
  }

  /**
   * One permission.
   *
   * @param key of it
   * @param description a sentence that says what it allows
   * @param value 1, 0 or -1
   * @param locked whether who looks may not choose it
   */
  record Line(String key, String description, int value, boolean locked) {

    public boolean isGranted() {
      return value > 0;
    }

    public boolean isDenied() {
      return value < 0;
    }

    public boolean isInherited() {
      return value == 0;
    }

    /** What is written down, for who may only read it. */
    public String words() {
      return isGranted() ? "allowed" : isDenied() ? "denied" : "not written down";
    }
  }

  static PermissionMatrix of(
      List<Scope> vocabulary, Map<String, Integer> values, boolean superuser) {
    List<Scope> builtIn = keys(vocabulary).filter(scope -> !scope.registered()).toList();
    List<Scope> registered = keys(vocabulary).filter(Scope::registered).toList();
    Stream<Scope> first = registered.stream().limit(MOST_REGISTERED);
    Stream<Scope> others =
        registered.stream().skip(MOST_REGISTERED).filter(scope -> values.containsKey(scope.name()));
    List<Scope> shown = Stream.of(builtIn.stream(), first, others).flatMap(all -> all).toList();
    return new PermissionMatrix(
        ScopeGroup.of(shown, OWN).stream().map(group -> area(group, values, superuser)).toList());
  }

  /**
   * What a form says of permissions, to show it again; whether it is right is found out elsewhere.
   */
  static Map<String, Integer> typed(Map<String, String> members) {
    Map<String, Integer> values = new LinkedHashMap<>();
    members.forEach(
        (key, text) -> {
          if (text.equals("1") || text.equals("-1")) {
            values.put(key, Integer.valueOf(text));
          }
        });
    return values;
  }

  private static Stream<Scope> keys(List<Scope> vocabulary) {
    return vocabulary.stream().filter(scope -> scope.kind() == Scope.Kind.KEY);
  }

  private static Area area(ScopeGroup group, Map<String, Integer> values, boolean superuser) {
    return new Area(
        group.title(),
        group.scopes().stream().map(scope -> line(scope, values, superuser)).toList());
  }

  private static Line line(Scope scope, Map<String, Integer> values, boolean superuser) {
    return new Line(
        scope.name(),
        scope.description(),
        values.getOrDefault(scope.name(), 0),
        !superuser && OF_SUPERUSERS.contains(scope.name()));
  }
}
