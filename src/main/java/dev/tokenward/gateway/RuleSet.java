package dev.tokenward.gateway;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.RouteRule;
import dev.tokenward.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one file. For a request the first one counts whose host, path and method fit it, and
 * where none does nobody may pass.
 *
 * <p>Who makes a request chooses how its path is spelt. So the same has to hold for all {@linkplain
 * PathReadings readings} of the path, in capitals and small letters alike; otherwise it is refused,
 * because a backend might read it as what another rule is about.
 */
final class RuleSet {

  private final List<Rule> rules;
  private final Map<String, List<Rule>> byHost;

  RuleSet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.byHost = new HashMap<>(rules.stream().collect(Collectors.groupingBy(Rule::host)));
  }

  int size() {
    return rules.size();
  }

  /** All permissions that are named. */
  Set<String> permissions() {
    return rules.stream()
        .flatMap(rule -> rule.answer().requirement().permissions())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The first rule that names a permission. */
  Optional<Rule> firstNaming(String permission) {
    return rules.stream()
        .filter(rule -> rule.answer().requirement().permissions().anyMatch(permission::equals))
        .findFirst();
  }

  /**
   * What holds for a request.
   *
   * @throws ProblemException with {@link dev.tokenward.problem.Problem.MalformedRequest} when that
   *     can't be told
   */
  RouteRule ruleFor(OriginalRequest request) {
    @Nullable String host = HostName.of(request.host());
    if (host == null) {
      throw Original.malformed("The host of the original request is malformed.");
    }
    List<Rule> ofHost = byHost.getOrDefault(host, List.of());
    String path = request.path();
    return PathReadings.isPlain(path)
        ? first(ofHost, request.method(), path)
        : sameForAll(ofHost, request.method(), PathReadings.of(path));
  }

  private static RouteRule sameForAll(List<Rule> rules, String method, Set<String> readings) {
    Set<RouteRule> found =
        readings.stream()
            .map(reading -> first(rules, method, reading))
            .collect(Collectors.toUnmodifiableSet());
    if (found.size() != 1) {
      throw ambiguous();
    }
    return found.iterator().next();
  }

  private static RouteRule first(List<Rule> rules, String method, String path) {
    for (Rule rule : rules) {
      if (rule.takes(method) && rule.isAbove(path)) {
        if (!rule.isExactlyAbove(path)) {
          throw ambiguous();
        }
        return rule.answer();
      }
    }
    return RouteRule.SHUT;
  }

  private static ProblemException ambiguous() {
    return Original.malformed(
        "The path of the original request can be read as paths for which different rules hold.");
  }
}
