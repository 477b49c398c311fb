package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pod keeps to the restricted profile, and to what it leaves open. */
class PodSecurityIT {

  static List<Installation> installations() {
    return Installation.all();
  }

  static List<Workload> workloads() {
    return installations().stream().flatMap(each -> each.workloads().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyPodKeepsToTheRestrictedProfile(Workload workload) {
    assertThat(RestrictedProfile.brokenBy(workload.pod())).isEmpty();
  }

  @Test
  void theClusterHoldsThemToIt() {
    assertThat(Installation.named("production").model(Namespace.class).getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
  }

  /** Each line is a pod that breaks one control. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Host Namespaces               | /                            | {"hostNetwork": true}
          Host Namespaces               | /                            | {"hostPID": true}
          Host Namespaces               | /                            | {"hostIPC": true}
          Volume Types                  | /                            | {"volumes": [{"name": "a", "hostPath": {"path": "/"}}]}
          Sysctls                       | /securityContext             | {"sysctls": [{"name": "kernel.msgmax", "value": "1"}]}
          HostProcess                   | /securityContext             | {"windowsOptions": {"hostProcess": true}}
          AppArmor                      | /securityContext             | {"appArmorProfile": {"type": "Unconfined"}}
          SELinux                       | /securityContext             | {"seLinuxOptions": {"type": "spc_t"}}
          Running as Non-root user      | /securityContext             | {"runAsUser": 0}
          Running as Non-root           | /securityContext             | {"runAsNonRoot": false}
          Seccomp                       | /securityContext             | {"seccompProfile": {"type": "Unconfined"}}
          Privileged Containers         | /containers/0/securityContext | {"privileged": true}
          Privilege Escalation          | /containers/0/securityContext | {"allowPrivilegeEscalation": true}
          Capabilities                  | /containers/0/securityContext | {"capabilities": {"drop": []}}
          Capabilities                  | /containers/0/securityContext | {"capabilities": {"drop": ["ALL"], "add": ["SYS_ADMIN"]}}
          /proc Mount Type              | /containers/0/securityContext | {"procMount": "Unmasked"}
          Host Ports                    | /containers/0                | {"ports": [{"containerPort": 1, "hostPort": 1}]}
          Host Probes / Lifecycle Hooks | /containers/0                | {"livenessProbe": {"httpGet": {"port": 1, "host": "a"}}}
          """)
  void aPodThatDoesNotWouldBeFound(String control, String where, String what) {
    JsonNode pod =
        Installation.named("production").server().manifest().tree().at("/spec/template/spec");
    JsonNode changed = pod.deepCopy();
    ObjectNode place = (ObjectNode) (where.equals("/") ? changed : changed.at(where));
    StrictYaml.documents(what)
        .get(0)
        .properties()
        .forEach(field -> place.set(field.getKey(), field.getValue()));

    assertThat(RestrictedProfile.brokenBy(StrictYaml.read(changed, PodSpec.class)))
        .containsExactly(control);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void nothingCanBeWrittenButTheTemporaryDirectory(Workload workload) {
    Container container = workload.container();

    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getVolumeMounts())
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    assertThat(workload.pod().getVolumes())
        .singleElement()
        .satisfies(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void podsRunAsTheUserOfTheImage(Workload workload) {
    Long own = workload.container().getSecurityContext().getRunAsUser();

    assertThat(own != null ? own : workload.pod().getSecurityContext().getRunAsUser())
        .isEqualTo(Dockerfile.USER);
  }

  @ParameterizedTest
  @MethodSource("installations")
  void noPodGetsATokenOfTheCluster(Installation installation) {
    assertThat(installation.model(ServiceAccount.class).getAutomountServiceAccountToken())
        .isFalse();
    assertThat(installation.workloads())
        .isNotEmpty()
        .allSatisfy(
            workload -> assertThat(workload.pod().getServiceAccountName()).isEqualTo("tokenward"));
  }
}
