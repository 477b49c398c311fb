package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.deployment.Firewall.Peer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may speak with the pods. The probes are not among them: what comes from a pod's own node
 * passes whatever the policies say.
 */
class NetworkPolicyIT {

  private static final int HTTP = 8080;
  private static final Peer DNS = Peer.in("kube-system").with("k8s-app", "kube-dns");
  private static final Peer PROMETHEUS =
      Peer.in("monitoring").with("app.kubernetes.io/name", "prometheus");
  private static final Peer CLIENT = new Peer(Map.of("tokenward.dev/client", "true"), Map.of());
  private static final Peer STRANGER = Peer.in("default").with("app", "tokenward");

  static List<Installation> installations() {
    return Installation.all();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void podsReachTheDatabaseAndTheNamesAndNothingElse(Installation installation) {
    boolean isWithAll = installation.hasComponents();
    for (Workload workload : installation.workloads()) {
      Firewall firewall = new Firewall(installation, workload);

      assertThat(firewall.letsOut(DNS, "UDP", 53)).isTrue();
      assertThat(firewall.letsOut(DNS, "TCP", 53)).isTrue();
      assertThat(firewall.letsOut(Peer.OUTSIDE, "TCP", 5432)).isTrue();
      assertThat(firewall.letsOut(Peer.OUTSIDE, "TCP", 6379))
          .as("Redis")
          .isEqualTo(isWithAll && workload.serves());
      assertThat(firewall.letsOut(Peer.OUTSIDE, "TCP", 443))
          .as("the provider")
          .isEqualTo(isWithAll && workload.serves());
      assertThat(firewall.letsOut(STRANGER, "UDP", 53)).isFalse();
      assertThat(firewall.letsOut(Peer.OUTSIDE, "UDP", 53)).isFalse();
      assertThat(List.of(22, 80, 2379, 6443, 8080, 10250))
          .noneMatch(port -> firewall.letsOut(Peer.OUTSIDE, "TCP", port))
          .noneMatch(port -> firewall.letsOut(DNS, "TCP", port));
    }
  }

  @ParameterizedTest
  @MethodSource("installations")
  void nobodyReachesTheJob(Installation installation) {
    Workload job =
        installation.workloads().stream()
            .filter(workload -> !workload.serves())
            .findFirst()
            .orElseThrow();
    Firewall firewall = new Firewall(installation, job);

    assertThat(List.of(Peer.OUTSIDE, STRANGER, PROMETHEUS, CLIENT, Peer.in("ingress-nginx")))
        .noneMatch(peer -> firewall.letsIn(peer, HTTP));
  }

  @ParameterizedTest
  @MethodSource("installations")
  void requestsComeFromWhereTheyAreMeantToAndFromNowhereElse(Installation installation) {
    Firewall firewall = new Firewall(installation, installation.server());
    Optional<Peer> front = front(installation);

    front.ifPresent(peer -> assertThat(firewall.letsIn(peer, port(installation))).isTrue());
    assertThat(firewall.letsIn(CLIENT, HTTP)).isEqualTo(!installation.server().isKnative());
    assertThat(firewall.letsIn(PROMETHEUS, HTTP))
        .isEqualTo(installation.name().equals(Installation.WITH_ALL_COMPONENTS));
    assertThat(List.of(Peer.OUTSIDE, STRANGER, Peer.in("kube-system"), Peer.in("monitoring")))
        .noneMatch(peer -> firewall.letsIn(peer, HTTP));
    assertThat(
            List.of("ingress-nginx", "envoy-gateway-system", "knative-serving").stream()
                .map(Peer::in)
                .filter(peer -> front.filter(peer::equals).isEmpty()))
        .noneMatch(peer -> firewall.letsIn(peer, port(installation)));
    front.ifPresent(peer -> assertThat(firewall.letsIn(peer, 5005)).isFalse());
  }

  @Test
  void withoutAPolicyEverythingWouldPass() {
    Installation bare = new Installation("bare", List.of());
    Firewall firewall = new Firewall(bare, Installation.named("production").server());

    assertThat(firewall.letsIn(STRANGER, HTTP)).isTrue();
    assertThat(firewall.letsOut(Peer.OUTSIDE, "TCP", 22)).isTrue();
  }

  /** From where requests come; to a Deployment in development they come through the node. */
  private static Optional<Peer> front(Installation installation) {
    return switch (installation.name()) {
      case "production", Installation.WITH_ALL_COMPONENTS -> Optional.of(Peer.in("ingress-nginx"));
      case "gateway-api" -> Optional.of(Peer.in("envoy-gateway-system"));
      case "knative", Installation.KNATIVE_WITH_COMPONENTS ->
          Optional.of(Peer.in("knative-serving"));
      default -> Optional.empty();
    };
  }

  /** Knative puts a proxy of its own before the service. */
  private static int port(Installation installation) {
    return installation.server().isKnative() ? 8012 : HTTP;
  }
}
