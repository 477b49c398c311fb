package dev.tokenward.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} names classes that there are, and shows nothing without a test. */
class SecurityDocumentTest {

  private static final Path DOCUMENT = Path.of("docs", "security.md");
  private static final Path CODE = Path.of("src/main/java/dev/tokenward");
  private static final Path TESTS = Path.of("src/test/java/dev/tokenward");

  private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)\\.([A-Z]\\w*)`");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:IT|Test))`");
  private static final Pattern REQUIREMENT = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private static final int WHAT_IT_IS = 0;
  private static final int HOW_FAR = 2;
  private static final int WHERE = 3;

  @Test
  void everyClassThatIsNamedIsThere() throws IOException {
    List<Path> named =
        found(CLASS, text())
            .map(it -> CODE.resolve(it.group(1).replace('.', '/')).resolve(it.group(2) + ".java"))
            .toList();

    assertThat(named).hasSizeGreaterThan(30).allSatisfy(file -> assertThat(file).isRegularFile());
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> named = found(TEST, text()).map(test -> test.group(1)).distinct().toList();

    assertThat(named).hasSizeGreaterThan(50);
    assertThat(tests()).containsAll(named);
  }

  @Test
  void everyThreatHasATest() throws IOException {
    List<List<String>> threats = rows("## Threats");

    assertThat(threats).hasSizeGreaterThan(40).allSatisfy(SecurityDocumentTest::hasATest);
    assertThat(threats).extracting(row -> row.get(WHAT_IT_IS)).doesNotHaveDuplicates();
  }

  @Test
  void everyRequirementOfTheStandardIsThereOnceAndIsMetOnlyInAClassAndByATest() throws IOException {
    List<List<String>> requirements = rows("## OWASP ASVS 5.0");

    assertThat(requirements)
        .hasSizeGreaterThan(20)
        .allSatisfy(row -> assertThat(row.get(WHAT_IT_IS)).matches(REQUIREMENT))
        .extracting(row -> row.get(WHAT_IT_IS))
        .doesNotHaveDuplicates();
    assertThat(requirements)
        .allSatisfy(
            row -> {
              assertThat(row.get(HOW_FAR)).matches("(met|in part|not met)\\b.*");
              assertThat(row.get(WHERE)).containsPattern(CLASS);
            })
        .filteredOn(row -> row.get(HOW_FAR).startsWith("met"))
        .allSatisfy(SecurityDocumentTest::hasATest);
  }

  private static void hasATest(List<String> row) {
    assertThat(row.get(row.size() - 1)).containsPattern(TEST);
  }

  /** The rows of all tables between a heading and the next one of its rank, by cells. */
  private static List<List<String>> rows(String heading) throws IOException {
    String text = text();
    String section = text.substring(text.indexOf("\n" + heading + "\n") + 1);
    return section
        .substring(0, section.indexOf("\n## "))
        .lines()
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.matches("\\| (---|Threat|Requirement) \\|.*"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  private static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toList());
    }
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static String text() throws IOException {
    return Files.readString(DOCUMENT);
  }
}
