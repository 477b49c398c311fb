package dev.tokenward.afterwards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No password and no token that any test made is in what the services printed or in the tests'
 * reports. The one exception is the block of a first start, which shows a generated password on
 * purpose.
 */
class NoSecretInOutputIT {

  private static final String FIRST_START_BLOCK =
      "(?s)={78}\nThis is the first start, so there is an administrator now\\..*?\n={78}\n";

  /** Reports repeat the properties of the run, and so what was typed to name another target. */
  private static final String GIVEN_PASSWORDS =
      "<property name=\"tokenward\\.(target|database)\\.password\" value=\"[^\"]*\"/>";

  @Test
  void noServicePrintedASecretOfThisRun() throws IOException {
    List<Path> logs = files("service-output");

    assertThat(logs)
        .as("output of services")
        .anySatisfy(log -> assertThat(read(log)).contains("started in"));
    assertThat(placesWithSecrets(logs)).isEmpty();
  }

  @Test
  void noReportRepeatsASecretOfThisRun() throws IOException {
    List<Path> reports = new ArrayList<>(files("failsafe-reports"));
    reports.addAll(files("surefire-reports"));

    assertThat(reports).as("reports of tests").isNotEmpty();
    assertThat(placesWithSecrets(reports)).isEmpty();
  }

  private static List<String> placesWithSecrets(List<Path> files) throws IOException {
    SecretSearch search = new SecretSearch(secrets());
    List<String> places = new ArrayList<>();
    for (Path file : files) {
      Set<Integer> lines = search.linesWithSecrets(read(file));
      if (!lines.isEmpty()) {
        places.add(file + " lines " + lines);
      }
    }
    return places;
  }

  private static Set<String> secrets() throws IOException {
    Set<String> secrets =
        Set.copyOf(
            Files.readAllLines(Secrets.file()).stream().filter(line -> !line.isBlank()).toList());
    assertThat(secrets.size()).as("secrets that the tests noted").isGreaterThan(10);
    return secrets;
  }

  /** Without what may be there. Lines keep their numbers up to the first such block. */
  private static String read(Path file) {
    try {
      return Files.readString(file)
          .replaceAll(FIRST_START_BLOCK, "")
          .replaceAll(GIVEN_PASSWORDS, "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> files(String directory) throws IOException {
    Path path = Path.of(System.getProperty("tokenward.directory", "target"), directory);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
