package dev.tokenward.deployment;

import dev.tokenward.process.Target;
import io.restassured.RestAssured;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the running service measures.
 *
 * @param text as Prometheus gets it
 */
record Metrics(String text) {

  static Metrics scraped() {
    return new Metrics(RestAssured.get(Target.shared().baseUri() + "/q/metrics").asString());
  }

  /** Whether the metric of a label has it with that value. */
  boolean has(PromQl.Label label) {
    return text.lines()
        .anyMatch(line -> line.startsWith(label.metric() + "{") && line.contains(label.text()));
  }

  Set<String> names() {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }
}
