package dev.tokenward.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Grafana shows.
 *
 * @param json as Grafana reads it
 */
record Dashboard(JsonNode json) {

  private static final String FILE = "dashboard.json";
  private static final String LABEL = "grafana_dashboard";

  /** Whether a ConfigMap is one that Grafana's sidecar takes. */
  static boolean isIn(ConfigMap map) {
    return Optional.ofNullable(map.getMetadata().getLabels()).orElse(Map.of()).containsKey(LABEL);
  }

  static Dashboard of(Installation installation) {
    ConfigMap map =
        installation.models(ConfigMap.class).stream()
            .filter(Dashboard::isIn)
            .findFirst()
            .orElseThrow();
    try {
      return new Dashboard(new ObjectMapper().readTree(map.getData().get(FILE)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<JsonNode> panels() {
    return elements(json.path("panels")).toList();
  }

  /** All that it asks Prometheus, with a range in place of the one that Grafana works out. */
  List<String> expressions() {
    return panels().stream()
        .flatMap(panel -> elements(panel.path("targets")))
        .map(target -> target.path("expr").asText().replace("$__rate_interval", "5m"))
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
