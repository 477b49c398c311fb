package dev.tokenward.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Kubectl;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One way to install the service: an overlay of {@code deploy/kubernetes}, rendered.
 *
 * @param name of the overlay
 * @param manifests all objects of it
 */
record Installation(String name, List<Manifest> manifests) {

  static final Path ROOT = Path.of("deploy", "kubernetes").toAbsolutePath();
  static final String WITH_ALL_COMPONENTS = "production with all components";
  static final String KNATIVE_WITH_COMPONENTS = "knative with all components";

  /** The directory of the job for a command. */
  static final String COMMAND = "command";

  private static final String WITH_COMPONENTS = " with all components";

  private static final Map<String, Installation> RENDERED = new TreeMap<>();

  /** Every overlay, and those to which something can be added with all of it. */
  static List<Installation> all() {
    return Stream.concat(
            directories("overlays").stream(),
            Stream.of(WITH_ALL_COMPONENTS, KNATIVE_WITH_COMPONENTS))
        .map(Installation::named)
        .toList();
  }

  static synchronized Installation named(String name) {
    return RENDERED.computeIfAbsent(
        name,
        unused ->
            new Installation(
                name,
                StrictYaml.documents(Kubectl.installed().render(directory(name))).stream()
                    .map(Manifest::of)
                    .toList()));
  }

  /** The names of the directories below one of {@code deploy/kubernetes}. */
  static List<String> directories(String parent) {
    try (Stream<Path> children = Files.list(ROOT.resolve(parent))) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  <T> List<T> models(Class<T> type) {
    return manifests.stream()
        .map(Manifest::model)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  <T> T model(Class<T> type) {
    List<T> found = models(type);
    if (found.size() != 1) {
      throw new IllegalStateException(name + " has not one " + type + " but " + found.size());
    }
    return found.get(0);
  }

  List<Workload> workloads() {
    return manifests.stream().flatMap(manifest -> Workload.of(manifest).stream()).toList();
  }

  /** What answers requests. */
  Workload server() {
    Supplier<IllegalStateException> none = () -> new IllegalStateException(name + " serves not");
    return workloads().stream().filter(Workload::serves).findFirst().orElseThrow(none);
  }

  /** Where pods have their settings; another ConfigMap can be for Grafana only. */
  ConfigMap settingsMap() {
    List<ConfigMap> found =
        models(ConfigMap.class).stream().filter(map -> !Dashboard.isIn(map)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(name + " has settings " + found.size() + " times");
    }
    return found.get(0);
  }

  /** The settings that pods get from the ConfigMap. */
  Map<String, String> settings() {
    return settingsMap().getData();
  }

  /** Whether it has what can be added to its overlay. */
  boolean hasComponents() {
    return name.endsWith(WITH_COMPONENTS);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Path directory(String name) {
    if (name.equals(COMMAND)) {
      return ROOT.resolve(name);
    }
    return name.endsWith(WITH_COMPONENTS)
        ? withAllComponents(name.substring(0, name.length() - WITH_COMPONENTS.length()))
        : ROOT.resolve("overlays").resolve(name);
  }

  /** What somebody has who takes the hashes away in an overlay. */
  private static Path withAllComponents(String name) {
    try {
      Path copy = Files.createTempDirectory("tokenward-kubernetes");
      try (Stream<Path> files = Files.walk(ROOT)) {
        for (Path file : files.sorted().filter(file -> !file.equals(ROOT)).toList()) {
          Files.copy(file, copy.resolve(ROOT.relativize(file)));
        }
      }
      Path overlay = copy.resolve("overlays").resolve(name);
      Path kustomization = overlay.resolve("kustomization.yaml");
      String commented = Files.readString(kustomization);
      Files.writeString(
          kustomization,
          commented.replace("#components:", "components:").replace("#  - ../", "  - ../"));
      return overlay;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** An object as it would be with a line changed, to show that a rule notices. */
  static JsonNode changed(Manifest manifest, String from, String to) {
    String text = manifest.tree().toString();
    if (!text.contains(from)) {
      throw new IllegalArgumentException(manifest + " does not contain " + from);
    }
    return StrictYaml.documents(text.replace(from, to)).get(0);
  }
}
