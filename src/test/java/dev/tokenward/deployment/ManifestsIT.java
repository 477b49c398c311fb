package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each overlay renders, and an API server would take every object of it. */
class ManifestsIT {

  static List<Installation> installations() {
    return Installation.all();
  }

  @Test
  void thereIsAnOverlayForEachWayToInstall() {
    assertThat(Installation.all().stream().map(Installation::name))
        .contains("development", "production", "gateway-api", "knative");
  }

  /** That each object has only fields of its type is what reading them shows. */
  @ParameterizedTest
  @MethodSource("installations")
  void everyObjectIsOneOfTheTypeThatItSays(Installation installation) {
    assertThat(installation.manifests())
        .hasSizeGreaterThan(5)
        .allSatisfy(manifest -> assertThat(manifest.model()).isNotNull());
  }

  @Test
  void aMisspeltFieldWouldBeFound() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Manifest.of(Installation.changed(deployment(), "periodSeconds", "periodSecond")))
        .withMessageContaining("periodSecond");
  }

  @Test
  void aNumberWhereATextBelongsWouldBeFound() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Manifest.of(Installation.changed(settings(), "\"MAX_RESULTS\":\"500\"", "\"A\":5")))
        .withMessageContaining("String");
  }

  @Test
  void anObjectOfAnUnknownKindWouldBeFound() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Manifest.of(Installation.changed(deployment(), "apps/v1", "apps/v1beta1")))
        .withMessageContaining("apps/v1beta1 Deployment");
  }

  @ParameterizedTest
  @MethodSource("installations")
  void noObjectIsThereTwice(Installation installation) {
    assertThat(installation.manifests().stream().map(Manifest::toString).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void everythingIsInOneNamespace(Installation installation) {
    assertThat(installation.manifests())
        .filteredOn(manifest -> !manifest.kind().equals("Namespace"))
        .allSatisfy(manifest -> assertThat(manifest.namespace()).isEqualTo("tokenward"));
  }

  @ParameterizedTest
  @MethodSource("installations")
  void everyPodSaysWhatItBelongsTo(Installation installation) {
    assertThat(installation.workloads())
        .allSatisfy(
            workload ->
                assertThat(workload.labels())
                    .containsEntry("app.kubernetes.io/name", "tokenward")
                    .containsKey("app.kubernetes.io/component"));
  }

  /** Otherwise a file could lie there that no test reads. */
  @Test
  void everyComponentIsOfferedAndEveryFileIsNamed() throws IOException {
    String production =
        Files.readString(Installation.ROOT.resolve("overlays/production/kustomization.yaml"));
    assertThat(Installation.directories("components"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(production).contains("#  - ../../components/" + name));
    try (Stream<Path> files = Files.walk(Installation.ROOT)) {
      Set<Path> directories =
          files
              .filter(file -> file.endsWith("kustomization.yaml"))
              .map(Path::getParent)
              .collect(Collectors.toSet());
      for (Path directory : directories) {
        String named = Files.readString(directory.resolve("kustomization.yaml"));
        assertThat(names(directory))
            .allSatisfy(name -> assertThat(named).as(directory.toString()).contains("- " + name));
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("kustomization.yaml") && !name.equals("settings.yaml"))
          .toList();
    }
  }

  private static Manifest deployment() {
    return Installation.named("production").server().manifest();
  }

  private static Manifest settings() {
    return Installation.named("production").manifests().stream()
        .filter(manifest -> manifest.kind().equals("ConfigMap"))
        .findFirst()
        .orElseThrow();
  }
}
