package dev.tokenward.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What runs pods.
 *
 * @param manifest a Deployment, a Job or a Service of Knative
 * @param labels of its pods
 * @param pod one of its pods; of Knative's the fields that only Knative knows are left out
 */
record Workload(Manifest manifest, Map<String, String> labels, PodSpec pod) {

  static Optional<Workload> of(Manifest manifest) {
    boolean isKnative = manifest.tree().path("apiVersion").asText().startsWith("serving.knative");
    if (!isKnative && !Set.of("Deployment", "Job").contains(manifest.kind())) {
      return Optional.empty();
    }
    JsonNode template = manifest.tree().path("spec").path("template");
    Map<String, String> labels = new HashMap<>();
    template
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return Optional.of(new Workload(manifest, labels, pod(template.path("spec"))));
  }

  /** Whether its pods answer requests. */
  boolean serves() {
    return !manifest.kind().equals("Job");
  }

  boolean isKnative() {
    return manifest.kind().equals("Service");
  }

  /** The one container that it has. */
  Container container() {
    List<Container> all = pod.getContainers();
    if (all.size() != 1) {
      throw new IllegalStateException(manifest + " has not one container but " + all.size());
    }
    return all.get(0);
  }

  @Override
  public String toString() {
    return manifest.toString();
  }

  private static PodSpec pod(JsonNode tree) {
    try {
      return JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .treeToValue(tree, PodSpec.class);
    } catch (JsonProcessingException mistake) {
      throw new IllegalArgumentException(mistake.getMessage(), mistake);
    }
  }
}
