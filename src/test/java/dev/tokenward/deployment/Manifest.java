package dev.tokenward.deployment;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.Map;

/**
 * One object of a cluster.
 *
 * @param model the object, read by the type that its kind has
 * @param tree the same as it was written
 */
record Manifest(Object model, JsonNode tree) {

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          entry("v1 Namespace", Namespace.class),
          entry("v1 ServiceAccount", ServiceAccount.class),
          entry("v1 ConfigMap", ConfigMap.class),
          entry("v1 Service", io.fabric8.kubernetes.api.model.Service.class),
          entry("apps/v1 Deployment", Deployment.class),
          entry("batch/v1 Job", Job.class),
          entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          entry("networking.k8s.io/v1 Ingress", Ingress.class),
          entry("cert-manager.io/v1 Issuer", Issuer.class),
          entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
          entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
          entry("serving.knative.dev/v1 Service", io.fabric8.knative.serving.v1.Service.class),
          entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
          entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
          entry("external-secrets.io/v1 ExternalSecret", ExternalSecret.class));

  /**
   * Reads an object strictly.
   *
   * @throws IllegalArgumentException when the kind is none that is expected here, or the object has
   *     what its kind does not have
   */
  static Manifest of(JsonNode tree) {
    String kind = tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
    Class<?> type = TYPES.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("Nothing of this kind is expected: " + kind);
    }
    return new Manifest(StrictYaml.read(tree, type), tree);
  }

  String kind() {
    return tree.path("kind").asText();
  }

  String name() {
    return tree.path("metadata").path("name").asText();
  }

  String namespace() {
    return tree.path("metadata").path("namespace").asText();
  }

  /** Tells no more than what it is called. */
  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
