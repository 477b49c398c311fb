package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code asks for the schema that its newest migration makes. */
class SchemaVersionTest {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @Test
  void theNeededVersionIsThatOfTheNewestMigration() throws IOException {
    List<Integer> versions = versions();

    assertThat(versions).isNotEmpty().doesNotHaveDuplicates();
    assertThat(Integer.parseInt(SchemaVersion.NEEDED))
        .isEqualTo(versions.stream().mapToInt(Integer::intValue).max().orElseThrow());
  }

  private static List<Integer> versions() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> Integer.valueOf(name.replaceFirst("^V([0-9]+)__[a-z0-9_]+\\.sql$", "$1")))
          .toList();
    }
  }
}
