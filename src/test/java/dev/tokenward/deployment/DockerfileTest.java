package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.deployment.Dockerfile.Instruction;
import dev.tokenward.deployment.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the recipes of the images say, whatever they are built with. */
class DockerfileTest {

  static List<Dockerfile> dockerfiles() {
    return Dockerfile.all();
  }

  @Test
  void thereIsOneForEachKindOfProgram() {
    assertThat(dockerfiles().stream().map(Dockerfile::name))
        .containsExactly("Dockerfile.jvm", "Dockerfile.native");
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void everyBaseIsAStageOrHasATagOfItsOwn(Dockerfile file) {
    Set<String> stages = file.stages().stream().map(Stage::name).collect(Collectors.toSet());

    assertThat(file.stages().stream().map(Stage::base))
        .allSatisfy(
            base -> {
              assertThat(stages.contains(base) || base.matches("[a-z0-9./-]+:[a-z0-9._-]+"))
                  .isTrue();
              assertThat(base).doesNotEndWith(":latest");
            });
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void theImageRunsAsNobodyInParticularByNumber(Dockerfile file) {
    assertThat(file.image().only("USER").rest()).isEqualTo(Dockerfile.USER + ":" + Dockerfile.USER);
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void nothingOfTheImageBelongsToItsUser(Dockerfile file) {
    assertThat(file.image().all("COPY"))
        .isNotEmpty()
        .allMatch(copy -> copy.option("--chown").isEmpty());
    assertThat(file.image().all("RUN")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void noEmbeddedDatabaseIsEverStartedInAnImage(Dockerfile file) {
    assertThat(file.image().all("ENV"))
        .extracting(Instruction::rest)
        .containsExactly(
            "TOKENWARD_EMBEDDED_DATABASE=never", "QUARKUS_LOG_CONSOLE_JSON_ENABLED=true");
    assertThat(build(file).rest()).contains(" -Pproduction ");
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void theProgramGetsSignalsItself(Dockerfile file) {
    assertThat(file.image().only("ENTRYPOINT").list()).hasSizeGreaterThan(1);
  }

  /** What goes on after that may have lost a thread, or half of a change in memory. */
  @ParameterizedTest
  @MethodSource("dockerfiles")
  void theProgramEndsWhenItHasNoMemoryLeft(Dockerfile file) throws IOException {
    List<String> options = new ArrayList<>();
    for (String word : file.image().only("ENTRYPOINT").list()) {
      options.addAll(
          word.startsWith("@")
              ? Files.readAllLines(Dockerfile.DIRECTORY.resolve(Path.of(word).getFileName()))
              : List.of(word));
    }

    assertThat(options).contains("-XX:+ExitOnOutOfMemoryError");
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void whatTheBuildIsGivenIsThereAndNotIgnored(Dockerfile file) throws IOException {
    List<String> given = Files.readAllLines(Path.of(".dockerignore"));
    List<String> sources =
        file.instructions()
            .filter(instruction -> instruction.word().equals("COPY"))
            .filter(copy -> copy.option("--from").isEmpty())
            .flatMap(DockerfileTest::sources)
            .toList();

    assertThat(given).contains("*");
    assertThat(sources)
        .contains("pom.xml", "src/main")
        .allSatisfy(
            source -> {
              assertThat(Path.of(source)).exists();
              assertThat(given)
                  .anyMatch(line -> line.startsWith("!") && source.startsWith(line.substring(1)));
            });
  }

  /** What Maven does not find it leaves out without a word. */
  @ParameterizedTest
  @MethodSource("dockerfiles")
  void theBuildIsGivenAllThatGoesIntoTheProgram(Dockerfile file) throws IOException {
    Set<String> given =
        file.stage("build").all("COPY").stream()
            .flatMap(DockerfileTest::sources)
            .collect(Collectors.toSet());
    List<String> wanted = resourceDirectories(Files.readString(Path.of("pom.xml")));

    assertThat(wanted).contains("src/main/resources", "deploy/gateways");
    assertThat(wanted)
        .allMatch(
            directory ->
                given.stream().anyMatch(source -> (directory + "/").startsWith(source + "/")));
  }

  private static List<String> resourceDirectories(String pom) {
    return Pattern.compile("(?s)<resource>.*?<directory>([^<]+)</directory>")
        .matcher(pom)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** It checks the sum of an archive that it takes only where there is unzip. */
  @Test
  void whereTheWrapperOfMavenWouldFindNoUnzipItIsInstalled() {
    List<String> commands =
        Dockerfile.named("Dockerfile.jvm").stage("build").all("RUN").stream()
            .map(Instruction::rest)
            .toList();

    assertThat(commands.get(0)).contains("apt-get install", " unzip");
    assertThat(commands.get(1)).startsWith("./mvnw ");
  }

  private static Instruction build(Dockerfile file) {
    List<Instruction> commands = file.stage("build").all("RUN");
    return commands.get(commands.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void whatComesFromAnotherStageNamesOneBeforeIt(Dockerfile file) {
    for (Stage stage : file.stages()) {
      assertThat(stage.all("COPY").stream().map(copy -> copy.option("--from")))
          .filteredOn(from -> !from.isEmpty())
          .allMatch(
              from ->
                  file.stages().subList(0, file.stages().indexOf(stage)).stream()
                      .anyMatch(before -> before.name().equals(from)));
    }
  }

  /** The image copies nothing that others would have to download in a newer state. */
  @ParameterizedTest
  @MethodSource("dockerfiles")
  void nothingIsFetchedButByPackageManagers(Dockerfile file) {
    assertThat(file.instructions().map(Instruction::rest))
        .noneMatch(rest -> rest.matches("(?s).*(https?://|\\bcurl -|\\bwget ).*"));
  }

  @Test
  void theCacheIsTrainedOnTheJvmThatUsesIt() {
    Dockerfile file = Dockerfile.named("Dockerfile.jvm");

    assertThat(file.image().base()).isEqualTo(file.stage("training").base()).isEqualTo("runtime");
    assertThat(file.stage("build").base().replace("-jdk-", "-jre-"))
        .isEqualTo(file.stage("runtime").base());
  }

  @Test
  void whatChangesLeastComesFirst() {
    List<String> targets =
        Dockerfile.named("Dockerfile.jvm").image().all("COPY").stream()
            .map(copy -> copy.words().get(0).replaceFirst(".*/", ""))
            .toList();

    assertThat(targets)
        .containsSubsequence("java.options", "lib", "quarkus", "app", "tokenward.aot");
  }

  private static Stream<String> sources(Instruction copy) {
    List<String> words = copy.words();
    return words.subList(0, words.size() - 1).stream();
  }
}
