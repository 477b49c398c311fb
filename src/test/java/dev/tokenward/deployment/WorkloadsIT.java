package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Target;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probes, limits, images, and that what names something else finds it. */
class WorkloadsIT {

  static List<Installation> installations() {
    return Installation.all();
  }

  static List<Installation> withADeployment() {
    return installations().stream()
        .filter(installation -> !installation.models(Deployment.class).isEmpty())
        .toList();
  }

  static List<Installation> ofKnative() {
    return installations().stream()
        .filter(installation -> installation.server().isKnative())
        .toList();
  }

  static List<Workload> workloads() {
    return installations().stream().flatMap(each -> each.workloads().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void eachProbeAsksThePathThatIsForIt(Installation installation) {
    Container container = installation.server().container();

    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
    assertThat(probes(container))
        .allSatisfy(probe -> assertThat(finds(container, probe.getHttpGet().getPort())).isTrue());
  }

  @ParameterizedTest
  @MethodSource("withADeployment")
  void aDeploymentWaitsForTheStartBeforeItAsksAnythingElse(Installation installation) {
    assertThat(installation.server().container().getStartupProbe().getHttpGet().getPath())
        .isEqualTo("/q/health/started");
  }

  /**
   * Knative before 1.15 refuses a startup probe. Since then the kubelet asks it, and only when that
   * has passed Knative's own quick look at a new pod finds it ready, for which requests wait.
   */
  @ParameterizedTest
  @MethodSource("ofKnative")
  void knativeLooksAtANewPodItself(Installation installation) {
    Container container = installation.server().container();

    assertThat(container.getStartupProbe()).isNull();
    assertThat(container.getReadinessProbe()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void theServiceAnswersEachProbe(Installation installation) {
    assertThat(probes(installation.server().container()).map(probe -> probe.getHttpGet().getPath()))
        .hasSize(installation.server().isKnative() ? 2 : 3)
        .allSatisfy(
            path ->
                assertThat(RestAssured.get(Target.shared().baseUri() + path).statusCode())
                    .isEqualTo(200));
  }

  /** A start is waited for: 17 seconds for the database alone, and more on a slow machine. */
  @ParameterizedTest
  @MethodSource("installations")
  void aSlowStartIsNotTakenForDeath(Installation installation) {
    Container container = installation.server().container();
    Probe first =
        Objects.requireNonNullElse(container.getStartupProbe(), container.getLivenessProbe());
    int delay = Objects.requireNonNullElse(first.getInitialDelaySeconds(), 0);

    assertThat(delay + first.getPeriodSeconds() * first.getFailureThreshold())
        .isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyPodSaysWhatItNeedsAndWhatItMayTake(Workload workload) {
    Map<String, Quantity> requests = workload.container().getResources().getRequests();
    Map<String, Quantity> limits = workload.container().getResources().getLimits();

    assertThat(requests).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
    assertThat(limits).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
    requests.forEach(
        (what, amount) ->
            assertThat(amount.getNumericalAmount())
                .as(what)
                .isLessThanOrEqualTo(limits.get(what).getNumericalAmount()));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyImageIsOfOneVersionWhichIsThatOfTheBuild(Workload workload) throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>tokenward</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(workload.container().getImage())
        .matches("[a-z0-9./-]+:[0-9][^:]*")
        .endsWith("tokenward:" + version.group(1));
  }

  /**
   * Readiness says no, requests are still answered, those under way end, and only then it is late.
   */
  @ParameterizedTest
  @MethodSource("withADeployment")
  void aPodHasTimeToEnd(Installation installation) {
    Duration own =
        seconds(installation, "QUARKUS_SHUTDOWN_DELAY")
            .plus(seconds(installation, "QUARKUS_SHUTDOWN_TIMEOUT"));
    Duration given =
        Duration.ofSeconds(installation.server().pod().getTerminationGracePeriodSeconds());

    assertThat(given).isGreaterThanOrEqualTo(own.plusSeconds(5));
    assertThat(seconds(installation, "QUARKUS_SHUTDOWN_DELAY"))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void noVariableOfTheClusterLooksLikeASetting(Workload workload) {
    assertThat(workload.pod().getEnableServiceLinks()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void theJobMigratesAndPodsThatServeDoNot(Installation installation) {
    Workload job =
        installation.workloads().stream()
            .filter(workload -> !workload.serves())
            .findFirst()
            .orElseThrow();

    assertThat(job.container().getArgs()).containsExactly("migrate");
    assertThat(installation.model(Job.class).getSpec().getBackoffLimit()).isPositive();
    assertThat(installation.settings()).containsEntry("TOKENWARD_MIGRATE_AT_START", "false");
    assertThat(installation.server().container().getArgs()).isEmpty();
    assertThat(job.container().getImage()).isEqualTo(installation.server().container().getImage());
  }

  @ParameterizedTest
  @MethodSource("withADeployment")
  void everySelectorFindsThePodsThatServeAndNoOthers(Installation installation) {
    List<Map<String, String>> selectors =
        Stream.of(
                Stream.of(installation.model(Service.class).getSpec().getSelector()),
                Stream.of(
                    installation.model(Deployment.class).getSpec().getSelector().getMatchLabels()),
                installation.models(PodDisruptionBudget.class).stream()
                    .map(budget -> budget.getSpec().getSelector().getMatchLabels()),
                installation.server().pod().getTopologySpreadConstraints().stream()
                    .map(spread -> spread.getLabelSelector().getMatchLabels()))
            .flatMap(each -> each)
            .toList();

    assertThat(selectors)
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(
            selector ->
                assertThat(installation.workloads())
                    .filteredOn(
                        workload -> workload.labels().entrySet().containsAll(selector.entrySet()))
                    .containsExactly(installation.server()));
  }

  @ParameterizedTest
  @MethodSource("withADeployment")
  void whatLeadsToTheServiceNamesAPortThatItHas(Installation installation) {
    Service service = installation.model(Service.class);
    String name = service.getMetadata().getName();

    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(
            port ->
                assertThat(finds(installation.server().container(), port.getTargetPort()))
                    .isTrue());
    assertThat(installation.models(Ingress.class).stream().flatMap(Routes::backends))
        .allMatch(backend -> backend.equals(name + ":http"));
    assertThat(installation.models(HTTPRoute.class).stream().flatMap(Routes::backends))
        .allMatch(backend -> backend.equals(name + ":80"));
    assertThat(installation.models(ServiceMonitor.class))
        .allSatisfy(
            monitor -> {
              assertThat(monitor.getSpec().getEndpoints())
                  .allMatch(endpoint -> endpoint.getPort().equals("http"));
              assertThat(service.getMetadata().getLabels())
                  .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
            });
  }

  @Test
  void replicasInProductionAreSpreadAndNeverAllAway() {
    Installation installation = Installation.named("production");
    HorizontalPodAutoscaler autoscaler = installation.model(HorizontalPodAutoscaler.class);

    assertThat(autoscaler.getSpec().getScaleTargetRef().getName())
        .isEqualTo(installation.model(Deployment.class).getMetadata().getName());
    assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
    assertThat(installation.model(Deployment.class).getSpec().getReplicas()).isNull();
    assertThat(
            installation.model(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal())
        .isEqualTo(1);
    assertThat(
            installation
                .model(Deployment.class)
                .getSpec()
                .getStrategy()
                .getRollingUpdate()
                .getMaxUnavailable()
                .getIntVal())
        .isZero();
    assertThat(installation.server().pod().getTopologySpreadConstraints()).hasSize(2);
  }

  @Test
  void theHostIsWrittenOnce() {
    Installation production = Installation.named("production");
    String host = URI.create(production.settings().get("APP_URL")).getHost();
    Ingress only = production.model(Ingress.class);

    assertThat(only.getSpec().getRules()).allMatch(rule -> rule.getHost().equals(host));
    assertThat(only.getSpec().getTls())
        .singleElement()
        .satisfies(tls -> assertThat(tls.getHosts()).containsExactly(host));
  }

  @Test
  void theIngressHasItsCertificateFromTheIssuerBesideIt() {
    Installation production = Installation.named("production");

    assertThat(production.model(Ingress.class).getMetadata().getAnnotations())
        .containsEntry(
            "cert-manager.io/issuer", production.model(Issuer.class).getMetadata().getName());
  }

  @Test
  void theGatewayServesNothingInClearButTheWayToHttps() {
    Installation installation = Installation.named("gateway-api");
    Gateway gateway = installation.model(Gateway.class);
    String host = URI.create(installation.settings().get("APP_URL")).getHost();

    assertThat(gateway.getMetadata().getAnnotations())
        .containsEntry(
            "cert-manager.io/issuer", installation.model(Issuer.class).getMetadata().getName());
    assertThat(gateway.getSpec().getListeners())
        .allSatisfy(listener -> assertThat(listener.getHostname()).isEqualTo(host));
    assertThat(installation.models(HTTPRoute.class))
        .hasSize(2)
        .allSatisfy(
            route -> {
              assertThat(route.getSpec().getHostnames()).containsExactly(host);
              assertThat(route.getSpec().getParentRefs())
                  .singleElement()
                  .satisfies(
                      parent -> {
                        assertThat(parent.getName()).isEqualTo(gateway.getMetadata().getName());
                        assertThat(parent.getSectionName())
                            .isEqualTo(
                                Routes.backends(route).findAny().isEmpty() ? "http" : "https");
                      });
            });
  }

  private static Stream<Probe> probes(Container container) {
    return Stream.of(
            container.getStartupProbe(),
            container.getLivenessProbe(),
            container.getReadinessProbe())
        .filter(Objects::nonNull);
  }

  private static boolean finds(Container container, IntOrString port) {
    return container.getPorts().stream().anyMatch(own -> isNamed(own, port));
  }

  private static boolean isNamed(ContainerPort own, IntOrString port) {
    return port.getStrVal() != null
        ? own.getName().equals(port.getStrVal())
        : own.getContainerPort().equals(port.getIntVal());
  }

  private static Duration seconds(Installation installation, String key) {
    return Duration.parse("PT" + installation.settings().get(key));
  }
}
