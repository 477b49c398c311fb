package dev.tokenward.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * What stands in for beans of Quarkus is in the package, and what was taken out of its start is
 * not. The build leaves out what it thinks nobody uses, and the service works either way, so that
 * only its start would tell.
 */
class StandInsIT {

  private static final Path BUILT = Path.of(System.getProperty("tokenward.directory"));

  @Test
  void eachOfThemIsABeanOfThePackage() throws IOException {
    List<String> standIns = standIns();

    assertThat(standIns).contains("io/quarkus/smallrye/openapi/runtime/GeneratedOpenApiDocument");
    assertThat(generatedClasses()).containsAll(standIns.stream().map(StandInsIT::bean).toList());
  }

  @Test
  void theTemplatesAreNotReadByTheStart() throws IOException {
    assertThat(generatedClasses())
        .contains("io/quarkus/qute/runtime/EngineProducer_Bean.class")
        .noneMatch(name -> name.contains("/EngineProducer_Observer_Synthetic"));
  }

  /** The classes of ours that are in packages of Quarkus. */
  private static List<String> standIns() throws IOException {
    Path classes = BUILT.resolve("classes");
    try (Stream<Path> files = Files.walk(classes.resolve("io/quarkus"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .filter(file -> !file.contains("$") && !file.endsWith("/package-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .toList();
    }
  }

  private static String bean(String name) {
    return name + "_Bean.class";
  }

  private static List<String> generatedClasses() throws IOException {
    Path jar = BUILT.resolve("quarkus-app/quarkus/generated-bytecode.jar");
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
