package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With no database configured, a real one comes with the service, safe as it is. */
@EnabledIf("dev.tokenward.process.Service#carriesDatabase")
class EmbeddedDatabaseIT {

  @TempDir private static Path temporary;
  private static Service service;
  private static Service neighbour;
  private static EmbeddedFiles files;

  @BeforeAll
  static void startTwoSideBySide() throws IOException {
    Path directory = temporary.resolve("a path with spaces, 100 % of it & o'clock");
    service = Service.builder().withoutDatabaseSettings().dataDirectory(directory).start();
    files = new EmbeddedFiles(directory);
    neighbour =
        Service.builder()
            .withoutDatabaseSettings()
            .without("TOKENWARD_DATA_DIR")
            .workingDirectory(Files.createDirectory(temporary.resolve("working-directory")))
            .start();
  }

  @AfterAll
  static void stop() {
    Stream.of(service, neighbour).filter(started -> started != null).forEach(Service::close);
  }

  @Test
  void startsInADirectoryWhosePathHasSpacesAndSigns() {
    String token = Api.of(service).createToken(Tokens.newName());

    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
    assertThat(files.cluster()).isDirectory();
  }

  @Test
  void keepsItsDataUnderTheWorkingDirectoryUnlessToldOtherwise() {
    assertThat(temporary.resolve("working-directory/data/cluster")).isDirectory();
  }

  @Test
  void twoInstancesSideBySideShareNothing() {
    String token = Api.of(service).createToken(Tokens.newName());

    assertThat(Tokens.statusOf(neighbour, token)).isEqualTo(401);
    assertThat(Tokens.statusOf(neighbour, Api.of(neighbour).createToken("own"))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void whatWasAnsweredIsOnDisk(String setting) {
    assertThat(files.ask("show " + setting)).isEqualTo("on");
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(() -> files.connect(Secrets.newPassword()).close())
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void trustsNobodyWithoutAPassword() {
    List<String> rules =
        EmbeddedFiles.read(files.cluster().resolve("pg_hba.conf"))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(rules).isNotEmpty().allMatch(rule -> rule.endsWith("scram-sha-256"));
  }

  @Test
  void nobodyElseOnTheMachineCanReadAFile() throws IOException {
    Set<PosixFilePermission> others = PosixFilePermissions.fromString("---rwxrwx");

    try (Stream<Path> all = Files.walk(files.directory())) {
      assertThat(all.filter(file -> !Files.isSymbolicLink(file)))
          .hasSizeGreaterThan(1000)
          .allSatisfy(file -> assertThat(permissions(file)).doesNotContainAnyElementsOf(others));
    }
  }

  @Test
  void listensOnLoopbackAndOnNoSocketFile() throws IOException {
    String end = ":%04X".formatted(files.port());
    List<String> listening =
        Stream.of("tcp", "tcp6")
            .map(name -> EmbeddedFiles.read(Path.of("/proc/net", name)))
            .flatMap(String::lines)
            .map(line -> line.strip().split("\\s+"))
            .filter(columns -> columns[1].endsWith(end) && "0A".equals(columns[3]))
            .map(columns -> columns[1])
            .toList();

    assertThat(listening).containsExactly("0100007F" + end);
    assertThat(files.ask("show unix_socket_directories")).isEmpty();
  }

  @Test
  void aDirectoryInUseIsRefusedAndItsOwnerUnharmed() {
    String token = Api.of(service).createToken(Tokens.newName());

    Command.Result second = startOn(files.directory().toString());

    Refusal.isExactly(
        second,
        "The data directory "
            + files.directory()
            + " is in use by process "
            + service.pid()
            + "; stop it, or set TOKENWARD_DATA_DIR to another directory.");
    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a$b", "a`b", "a\\b", "a\nb"})
  void aPathThatPostgresqlCannotCopeWithIsRefused(String name) {
    Command.Result result = startOn(temporary.resolve(name).toString());

    assertThat(Refusal.theOneLine(result))
        .contains("TOKENWARD_DATA_DIR", temporary.resolve(name.replace('\n', '?')).toString());
    assertThat(temporary.resolve(name)).doesNotExist();
  }

  @Test
  void aPathThatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    Command.Result result = startOn(file.toString());

    assertThat(Refusal.theOneLine(result)).contains("TOKENWARD_DATA_DIR", file.toString());
  }

  private static Command.Result startOn(String directory) {
    return Command.run(
        Map.of(
            "TOKENWARD_DATA_DIR", directory, "QUARKUS_HTTP_PORT", Integer.toString(Ports.free())),
        "");
  }

  private static Set<PosixFilePermission> permissions(Path file) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException goneMeanwhile) {
      return EnumSet.noneOf(PosixFilePermission.class);
    }
  }
}
