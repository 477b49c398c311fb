package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code target/bom.json} tells all that the service is made of, and under which licences. */
class BillOfMaterialsIT {

  /** Licences under which the service may be passed on as it is. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "MIT",
          "MIT-0",
          "0BSD",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "Public Domain");

  private static final Path TARGET = Path.of("target");

  @Test
  void everyComponentIsUnderALicenceThatIsAllowed() throws IOException {
    assertThat(components())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            component ->
                assertThat(licences(component))
                    .as(component.path("purl").asText())
                    .containsAnyElementsOf(ALLOWED));
  }

  @Test
  void everyLibraryOfThePackageIsInIt() throws IOException {
    Set<String> told =
        components().stream()
            .map(
                component ->
                    "%s.%s-%s"
                        .formatted(
                            component.path("group").asText(),
                            component.path("name").asText(),
                            component.path("version").asText()))
            .collect(Collectors.toSet());

    assertThat(libraries())
        .hasSizeGreaterThan(100)
        .allSatisfy(jar -> assertThat(told).anyMatch(jar::startsWith));
  }

  @Test
  void everyComponentHasAnAddressAndADigest() throws IOException {
    assertThat(components())
        .allSatisfy(
            component -> {
              assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
              assertThat(component.path("hashes").findValuesAsText("alg")).contains("SHA-256");
            });
  }

  /** Two builds of the same sources tell the same. */
  @Test
  void nothingInItIsOfTheMomentOfTheBuild() throws IOException {
    assertThat(bom().has("serialNumber")).isFalse();
    assertThat(bom().path("metadata").has("timestamp")).isFalse();
    assertThat(bom().path("metadata").path("component").path("name").asText())
        .isEqualTo("tokenward");
  }

  @Test
  void theListForReadersNamesEveryComponentAndItsLicence() throws IOException {
    List<String> list = Files.readAllLines(TARGET.resolve("licences").resolve("licences.txt"));

    assertThat(components())
        .allSatisfy(
            component ->
                assertThat(list)
                    .anyMatch(
                        line ->
                            line.strip().startsWith("(")
                                && line.contains(
                                    "(%s:%s:%s "
                                        .formatted(
                                            component.path("group").asText(),
                                            component.path("name").asText(),
                                            component.path("version").asText()))));
  }

  private static Set<String> licences(JsonNode component) {
    return elements(component.path("licenses"))
        .map(licence -> licence.path("license"))
        .map(licence -> licence.path("id").asText(licence.path("name").asText()))
        .collect(Collectors.toSet());
  }

  private static List<String> libraries() throws IOException {
    try (Stream<Path> files = Files.walk(TARGET.resolve("quarkus-app").resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }

  private static List<JsonNode> components() throws IOException {
    return elements(bom().path("components")).toList();
  }

  private static JsonNode bom() throws IOException {
    return new ObjectMapper().readTree(TARGET.resolve("bom.json").toFile());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
