package dev.tokenward.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the network policies of an installation let through, as a network plugin decides it. */
final class Firewall {

  private final List<NetworkPolicy> policies;
  private final Workload workload;

  /** About the pods of a workload. */
  Firewall(Installation installation, Workload workload) {
    this.workload = workload;
    this.policies =
        installation.models(NetworkPolicy.class).stream()
            .filter(policy -> selects(policy.getSpec().getPodSelector(), workload.labels()))
            .toList();
  }

  /**
   * Somebody in the cluster, or outside where both are empty.
   *
   * @param namespace the labels of the namespace
   * @param pod the labels of the pod
   */
  record Peer(Map<String, String> namespace, Map<String, String> pod) {

    static final Peer OUTSIDE = new Peer(Map.of(), Map.of());

    static Peer in(String namespace) {
      return new Peer(Map.of("kubernetes.io/metadata.name", namespace), Map.of());
    }

    Peer with(String label, String value) {
      return new Peer(namespace, Map.of(label, value));
    }
  }

  /** Whether somebody may open a connection to a port of the pods. */
  boolean letsIn(Peer from, int port) {
    return !isIsolated("Ingress")
        || policies.stream()
            .filter(policy -> policy.getSpec().getPolicyTypes().contains("Ingress"))
            .flatMap(policy -> policy.getSpec().getIngress().stream())
            .anyMatch(rule -> names(rule.getFrom(), from) && opens(rule.getPorts(), "TCP", port));
  }

  /** Whether the pods may send to a port of somebody. */
  boolean letsOut(Peer to, String protocol, int port) {
    return !isIsolated("Egress")
        || policies.stream()
            .filter(policy -> policy.getSpec().getPolicyTypes().contains("Egress"))
            .flatMap(policy -> policy.getSpec().getEgress().stream())
            .anyMatch(rule -> names(rule.getTo(), to) && opens(rule.getPorts(), protocol, port));
  }

  /** Without a policy for a direction, everything passes. */
  private boolean isIsolated(String direction) {
    return policies.stream()
        .anyMatch(policy -> policy.getSpec().getPolicyTypes().contains(direction));
  }

  private static boolean names(List<NetworkPolicyPeer> peers, Peer who) {
    return peers.isEmpty() || peers.stream().anyMatch(peer -> names(peer, who));
  }

  private static boolean names(NetworkPolicyPeer peer, Peer who) {
    if (peer.getIpBlock() != null || peer.getNamespaceSelector() == null) {
      throw new IllegalStateException("This kind of peer is not understood: " + peer);
    }
    return !who.equals(Peer.OUTSIDE)
        && selects(peer.getNamespaceSelector(), who.namespace())
        && (peer.getPodSelector() == null || selects(peer.getPodSelector(), who.pod()));
  }

  private boolean opens(List<NetworkPolicyPort> ports, String protocol, int number) {
    return ports.isEmpty()
        || ports.stream()
            .anyMatch(
                port -> port.getProtocol().equals(protocol) && numbers(port.getPort()) == number);
  }

  private int numbers(IntOrString port) {
    if (port.getIntVal() != null) {
      return port.getIntVal();
    }
    return workload.container().getPorts().stream()
        .filter(own -> own.getName().equals(port.getStrVal()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(workload + " has no port " + port))
        .getContainerPort();
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> equal =
        selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    return labels.entrySet().containsAll(equal.entrySet())
        && requirements(selector).allMatch(requirement -> holds(requirement, labels));
  }

  private static Stream<LabelSelectorRequirement> requirements(LabelSelector selector) {
    return selector.getMatchExpressions() == null
        ? Stream.of()
        : selector.getMatchExpressions().stream();
  }

  private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
    if (!requirement.getOperator().equals("In")) {
      throw new IllegalStateException("This operator is not understood: " + requirement);
    }
    return requirement.getValues().contains(labels.getOrDefault(requirement.getKey(), ""));
  }
}
