package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Command;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the document says to run in a cluster is what the images have, and does what it says. */
class ClusterCommandsIT {

  private static final Path DOCUMENT = Path.of("docs", "kubernetes-deployment.md");
  private static final Pattern EXEC =
      Pattern.compile("(?m)^kubectl -n tokenward exec deploy/tokenward -- (.+)$");
  private static final String JAR = "/opt/tokenward/quarkus-run.jar";

  @Test
  void everyCommandOfTheDocumentEndsWellInAPodsSettings() throws IOException {
    List<List<String>> lines = lines("java");

    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server)) {
      Map<String, String> environment = environment(database);
      assertThat(Command.run(environment, "", "migrate").exitCode()).isZero();

      assertThat(lines).hasSizeGreaterThan(2);
      for (List<String> line : lines) {
        Command.Result result = Command.line(onThisMachine(line), environment);

        assertThat(result.exitCode()).as("%s: %s", line, result).isZero();
        assertThat(result.standardError()).as(line.toString()).isEmpty();
      }
    }
  }

  @Test
  void theProgramsAreThoseOfTheImages() throws IOException {
    List<String> jvm = Dockerfile.named("Dockerfile.jvm").image().only("ENTRYPOINT").list();
    List<String> executable =
        Dockerfile.named("Dockerfile.native").image().only("ENTRYPOINT").list();
    List<List<String>> commands = lines("java").stream().map(ClusterCommandsIT::command).toList();

    assertThat(jvm).startsWith("java").containsSubsequence("-jar", JAR);
    assertThat(lines("java")).allSatisfy(line -> assertThat(line).contains("-jar", JAR));
    assertThat(lines(executable.get(0)))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(commands).contains(line.subList(2, line.size())));
  }

  /** A second Java heap in a pod must not take the memory of the one that serves. */
  @Test
  void everyCommandHasASmallHeap() throws IOException {
    assertThat(lines("")).isNotEmpty().allSatisfy(line -> assertThat(line).contains("-Xmx64m"));
  }

  @Test
  void theJobRunsACommandOnceAndIsOtherwiseThatOfTheMigration() throws IOException {
    Installation installation = Installation.named(Installation.COMMAND);
    Job job = installation.model(Job.class);
    JobSpec migration = Installation.named("knative").model(Job.class).getSpec();

    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(container -> assertThat(container.getArgs()).containsExactly("audit", "verify"));
    assertThat(asMigration(job.getSpec())).isEqualTo(migration);
    assertThat(RestrictedProfile.brokenBy(job.getSpec().getTemplate().getSpec())).isEmpty();
  }

  /** So that nothing else is applied with it, and it finds what is installed. */
  @Test
  void theLabelNamesTheJobOnlyAndItsSettingsAreThoseThatAreInstalled() throws IOException {
    Installation installation = Installation.named(Installation.COMMAND);
    String settings = Installation.named("knative").settingsMap().getMetadata().getName();

    assertThat(Files.readString(DOCUMENT))
        .contains(
            "kubectl apply -k deploy/kubernetes/command -l app.kubernetes.io/component=command")
        .contains("logs job/tokenward-command");
    assertThat(installation.manifests())
        .filteredOn(
            manifest ->
                manifest
                    .tree()
                    .at("/metadata/labels/app.kubernetes.io~1component")
                    .asText()
                    .equals("command"))
        .singleElement()
        .hasToString("Job tokenward-command");
    assertThat(
            installation
                .model(Job.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnvFrom())
        .extracting(EnvFromSource::getConfigMapRef)
        .singleElement()
        .satisfies(map -> assertThat(map.getName()).isEqualTo(settings));
  }

  /** What the job would be if it migrated, and were tried again. */
  private static JobSpec asMigration(JobSpec command) {
    return command
        .edit()
        .withBackoffLimit(5)
        .editTemplate()
        .editMetadata()
        .addToLabels("app.kubernetes.io/component", "migration")
        .endMetadata()
        .editSpec()
        .editFirstContainer()
        .withName("migrate")
        .withArgs("migrate")
        .endContainer()
        .endSpec()
        .endTemplate()
        .build();
  }

  /** The words after {@code exec} of the lines that begin with a program. */
  private static List<List<String>> lines(String program) throws IOException {
    return EXEC.matcher(Files.readString(DOCUMENT))
        .results()
        .map(line -> List.of(line.group(1).split(" ")))
        .filter(line -> program.isEmpty() || line.get(0).equals(program))
        .toList();
  }

  private static List<String> command(List<String> line) {
    return line.subList(line.indexOf(JAR) + 1, line.size());
  }

  private static List<String> onThisMachine(List<String> line) {
    Path built = Path.of(System.getProperty("tokenward.directory", "target"));
    List<String> words = new ArrayList<>(line);
    words.replaceAll(
        word -> word.equals(JAR) ? built.resolve("quarkus-app/quarkus-run.jar").toString() : word);
    return words;
  }

  /** What a pod has, but for the address of the database. */
  private static Map<String, String> environment(OwnDatabase database) {
    Map<String, String> environment = new HashMap<>(Installation.named("production").settings());
    Dockerfile.named("Dockerfile.jvm").image().all("ENV").stream()
        .map(line -> line.rest().split("=", 2))
        .forEach(variable -> environment.put(variable[0], variable[1]));
    environment.putAll(database.environment());
    return environment;
  }
}
