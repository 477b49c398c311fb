package dev.tokenward.user;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a registered scope may be called: {@code area.action}, in an area of its own. The areas of
 * the built-in keys are closed, so that {@code users.*} means the same on every installation and a
 * later version can add a key to one of them.
 */
final class ScopeName {

  /** The longest name, in characters. */
  static final int LONGEST = 64;

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");

  /** For keys that this service may need for itself one day. */
  private static final String OWN_AREA = "tokenward";

  private static final Set<String> CLOSED_AREAS =
      Stream.concat(
              BuiltInKeys.DESCRIPTIONS.keySet().stream().map(ScopeName::areaOf),
              Stream.of(OWN_AREA))
          .collect(Collectors.toUnmodifiableSet());

  private ScopeName() {}

  static boolean isAcceptable(String name) {
    return whatIsWrong(name).isEmpty();
  }

  /** A sentence that says why a name can't be registered; empty when it can. */
  static Optional<String> whatIsWrong(String name) {
    if (name.length() > LONGEST || !FORM.matcher(name).matches()) {
      return Optional.of(
          "The name must be an area and an action of lower-case letters, digits and underscores,"
              + " joined by a dot, such as billing.export.");
    }
    return CLOSED_AREAS.contains(areaOf(name))
        ? Optional.of(
            "The area %s is built in and cannot be extended. Choose another one."
                .formatted(areaOf(name)))
        : Optional.empty();
  }

  /** What stands before the first dot. */
  static String areaOf(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
