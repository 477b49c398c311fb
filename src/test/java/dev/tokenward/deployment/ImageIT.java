package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.deployment.Dockerfile.Instruction;
import dev.tokenward.deployment.Dockerfile.Stage;
import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Ports;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import dev.tokenward.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of {@code Dockerfile.jvm}, done without a container engine: the cache is trained and
 * the image put together as its lines say, and its program is started in a mount namespace in which
 * everything but {@code /tmp} is read-only, by a user without any right. What is not tried is the
 * base image: the JVM and the libraries are this machine's.
 */
class ImageIT {

  private static final String HOME = "/opt/tokenward";
  private static final Dockerfile FILE = Dockerfile.named("Dockerfile.jvm");

  /** The JVM ends if it can't use the cache, and takes the machine for as small as a pod. */
  private static final String MUST_USE_THE_CACHE = "-XX:AOTMode=on -XX:MaxRAM=768m";

  @TempDir static Path directory;

  private static Path java;
  private static Path image;

  @BeforeAll
  static void buildTheImage() throws IOException {
    Path target = Production.target();
    java = newestJava();
    Tools.require(
        Tools.areRoot() && arePermitted(), "the right to make mount namespaces, and util-linux");
    Path training = Files.createDirectories(directory.resolve("training"));
    copy(FILE.stage("training"), target, training, training);
    train(training);
    image = Files.createDirectories(directory.resolve("image"));
    copy(FILE.image(), target, training, image);
  }

  @Test
  void theImageMigratesAndServesFromItsCacheWithNothingToWriteToButTheTemporaryDirectory() {
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server)) {
      Map<String, String> settings = new HashMap<>(database.environment());
      settings.putAll(environment());
      settings.put("JAVA_TOOL_OPTIONS", MUST_USE_THE_CACHE);

      Command.Result migrated = Command.line(inAContainer("migrate"), settings);

      assertThat(migrated.exitCode()).as(migrated.toString()).isZero();
      settings.put("TOKENWARD_MIGRATE_AT_START", "false");
      try (Service service = Service.builder().env(settings).line(inAContainer()).start()) {
        String token = Api.of(service).createToken("From the image");

        assertThat(Api.of(service).withToken(token).get("/api/v1/users/me").statusCode())
            .isEqualTo(200);
        assertThat(ids(service.pid()))
            .containsExactly(
                "Uid: 10001 10001 10001 10001", "CapEff: 0000000000000000", "NoNewPrivs: 1");
        assertThat(service.terminate()).isEqualTo(143);
      }
    }
  }

  @Test
  void withoutADatabaseItIsRefusedInOneLine() {
    Command.Result result = Command.line(inAContainer(), environment());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.standardError().lines())
        .singleElement()
        .asString()
        .startsWith("tokenward: TOKENWARD_EMBEDDED_DATABASE is never");
  }

  /** The environment of the image. */
  private static Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    for (Instruction line : FILE.image().all("ENV")) {
      String[] variable = line.rest().split("=", 2);
      variables.put(variable[0], variable[1]);
    }
    variables.put("PATH", java.resolve("bin") + ":" + System.getenv("PATH"));
    variables.put("TOKENWARD_DATA_DIR", "/tmp/data");
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
    return variables;
  }

  /** What starts the image's program as a container of Kubernetes would. */
  private static List<String> inAContainer(String... arguments) {
    String[] user = FILE.image().only("USER").rest().split(":", 2);
    String setUp =
        String.join(
            " && ",
            "mount -t tmpfs -o mode=755 tmpfs /opt",
            "mkdir " + HOME,
            "mount --bind " + image + HOME + " " + HOME,
            "mount -o remount,bind,ro " + HOME,
            "mount -o remount,ro /opt",
            "mount -t tmpfs -o mode=1777,size=64m tmpfs /tmp",
            "mount -o remount,bind,ro /",
            "cd " + FILE.image().only("WORKDIR").rest(),
            "exec setpriv --reuid="
                + user[0]
                + " --regid="
                + user[1]
                + " --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \"$@\"");
    List<String> line =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", setUp, "sh"));
    line.addAll(FILE.image().only("ENTRYPOINT").list());
    line.addAll(List.of(arguments));
    return line;
  }

  /** The line that makes the cache, at the path at which the image has the application. */
  private static void train(Path root) {
    String line =
        FILE.stage("training").all("RUN").stream()
            .map(Instruction::rest)
            .filter(rest -> rest.startsWith("/training/train"))
            .findFirst()
            .orElseThrow();
    String setUp =
        String.join(
            " && ",
            "mount -t tmpfs -o mode=755 tmpfs /opt",
            "mkdir " + HOME,
            "mount --bind " + root + HOME + " " + HOME,
            "exec " + root + line);
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", java.toString(),
            "TRAINING_PORT", Integer.toString(Ports.free()),
            "TRAINING_DATABASE_PORT", Integer.toString(Ports.free()));
    Command.Result result =
        Command.line(
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", setUp),
            environment);
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  /** Does what the COPY lines of a stage say, with times kept, as a container engine keeps them. */
  private static void copy(Stage stage, Path target, Path training, Path root) throws IOException {
    Path build = Files.createDirectories(directory.resolve("build").resolve("build"));
    Path link = build.resolve("target");
    if (Files.notExists(link)) {
      Files.createSymbolicLink(link, target);
    }
    for (Instruction copy : stage.all("COPY")) {
      List<String> words = copy.words();
      Path base =
          switch (copy.option("--from")) {
            case "build" -> build.getParent();
            case "training" -> training;
            default -> Path.of("").toAbsolutePath();
          };
      String to = words.get(words.size() - 1);
      Path destination = root.resolve(to.substring(1));
      Files.createDirectories(to.endsWith("/") ? destination : destination.getParent());
      for (String from : words.subList(0, words.size() - 1)) {
        Path source = base.resolve(from.startsWith("/") ? from.substring(1) : from);
        Tools.run("cp", "-rp", source.toString(), destination.toString());
      }
    }
  }

  private static boolean arePermitted() {
    try {
      Tools.run("unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /opt && setpriv --version");
      return true;
    } catch (IllegalStateException | UncheckedIOException refused) {
      return false;
    }
  }

  private static Path newestJava() throws IOException {
    try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
      List<Path> found =
          installed.filter(path -> path.getFileName().toString().contains("25")).sorted().toList();
      Assumptions.assumeFalse(found.isEmpty(), "There is no JDK 25 in /usr/lib/jvm");
      return found.get(0);
    }
  }

  private static List<String> ids(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.matches("(Uid|CapEff|NoNewPrivs):.*"))
          .map(line -> line.replaceAll("\\s+", " ").strip())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
