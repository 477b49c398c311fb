package dev.tokenward.deployment;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an expression for Prometheus asks for. */
final class PromQl {

  private static final Pattern METRIC = Pattern.compile("\\b([a-z][a-z0-9_]*)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(=~|=)\"([^\"]*)\"");

  /** Metrics and labels that Prometheus makes itself. */
  private static final Set<String> PROMETHEUS = Set.of("up", "job");

  private PromQl() {}

  /** The names of the metrics that a service has to have. */
  static Stream<String> metrics(String expression) {
    return selectors(expression)
        .map(selector -> selector.group(1))
        .filter(name -> !PROMETHEUS.contains(name));
  }

  /**
   * A label that an expression asks for.
   *
   * @param metric whose label it is
   * @param text with its value, as a scrape writes it
   */
  record Label(String metric, String text) {}

  /** The labels with each of their values. */
  static Stream<Label> labels(String expression) {
    return selectors(expression).flatMap(PromQl::labels);
  }

  private static Stream<Label> labels(MatchResult selector) {
    return LABEL
        .matcher(selector.group(2))
        .results()
        .filter(label -> !PROMETHEUS.contains(label.group(1)))
        .flatMap(
            label ->
                Stream.of(label.group(3).split("\\|"))
                    .map(value -> label.group(1) + "=\"" + value + "\""))
        .map(text -> new Label(selector.group(1), text));
  }

  /** Whether all of it is about this service, and it asks for something at all. */
  static boolean isAboutThisService(String expression) {
    return selectors(expression).findAny().isPresent()
        && selectors(expression)
            .allMatch(selector -> selector.group(2).startsWith("job=\"tokenward\""));
  }

  private static Stream<MatchResult> selectors(String expression) {
    return METRIC.matcher(expression).results();
  }
}
