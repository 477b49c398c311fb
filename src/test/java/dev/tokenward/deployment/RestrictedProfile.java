package dev.tokenward.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The controls of the profile "restricted" of Kubernetes' Pod Security Standards, and of
 * "baseline", which it includes, for pods of Linux.
 */
final class RestrictedProfile {

  private static final ObjectMapper TREES = new ObjectMapper();

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Set<String> SYSCTLS =
      Set.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes");

  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");
  private static final Set<String> SELINUX =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  private final List<String> broken = new ArrayList<>();

  private RestrictedProfile() {}

  /** The controls that a pod breaks, each by the words of the standard; empty for a good one. */
  static List<String> brokenBy(PodSpec pod) {
    RestrictedProfile profile = new RestrictedProfile();
    JsonNode tree = TREES.valueToTree(pod);
    profile.pod(tree);
    containers(tree).forEach(container -> profile.container(container, tree));
    return profile.broken;
  }

  private void pod(JsonNode pod) {
    unless(
        Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(key -> pod.path(key).asBoolean()),
        "Host Namespaces");
    unless(elements(pod.path("volumes")).allMatch(RestrictedProfile::isAllowed), "Volume Types");
    JsonNode context = pod.path("securityContext");
    unless(
        elements(context.path("sysctls"))
            .allMatch(sysctl -> SYSCTLS.contains(sysctl.path("name").asText())),
        "Sysctls");
    either(context);
  }

  private void container(JsonNode container, JsonNode pod) {
    JsonNode context = container.path("securityContext");
    JsonNode shared = pod.path("securityContext");
    JsonNode capabilities = context.path("capabilities");
    either(context);
    unless(!context.path("privileged").asBoolean(), "Privileged Containers");
    unless(
        elements(container.path("ports")).allMatch(port -> port.path("hostPort").asInt() == 0),
        "Host Ports");
    unless(probesStayInside(container), "Host Probes / Lifecycle Hooks");
    unless(context.path("procMount").asText("Default").equals("Default"), "/proc Mount Type");
    unless(!context.path("allowPrivilegeEscalation").asBoolean(true), "Privilege Escalation");
    unless(own(context, shared, "runAsNonRoot").asBoolean(false), "Running as Non-root");
    unless(
        SECCOMP.contains(own(context, shared, "seccompProfile").path("type").asText()), "Seccomp");
    unless(
        elements(capabilities.path("drop")).anyMatch(name -> name.asText().equals("ALL"))
            && elements(capabilities.path("add"))
                .allMatch(name -> name.asText().equals("NET_BIND_SERVICE")),
        "Capabilities");
  }

  /** What is bound wherever it stands, in the pod and in each container. */
  private void either(JsonNode context) {
    unless(!context.path("windowsOptions").path("hostProcess").asBoolean(), "HostProcess");
    unless(
        !context.has("runAsUser") || context.path("runAsUser").asLong() != 0,
        "Running as Non-root user");
    unless(!context.path("appArmorProfile").path("type").asText().equals("Unconfined"), "AppArmor");
    JsonNode selinux = context.path("seLinuxOptions");
    unless(
        SELINUX.contains(selinux.path("type").asText())
            && selinux.path("user").asText().isEmpty()
            && selinux.path("role").asText().isEmpty(),
        "SELinux");
  }

  private void unless(boolean kept, String control) {
    if (!kept) {
      broken.add(control);
    }
  }

  private static boolean probesStayInside(JsonNode container) {
    return container.findValues("host").stream().allMatch(host -> host.asText().isEmpty());
  }

  private static boolean isAllowed(JsonNode volume) {
    return StreamSupport.stream(((Iterable<String>) volume::fieldNames).spliterator(), false)
        .allMatch(field -> field.equals("name") || VOLUMES.contains(field));
  }

  private static JsonNode own(JsonNode context, JsonNode shared, String key) {
    return context.has(key) ? context.path(key) : shared.path(key);
  }

  private static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.of("containers", "initContainers", "ephemeralContainers")
        .flatMap(kind -> elements(pod.path(kind)));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
