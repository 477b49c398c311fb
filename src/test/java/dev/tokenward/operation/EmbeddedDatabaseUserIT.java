package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.Service;
import dev.tokenward.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded database under a normal user. All other tests of this package show it under the user
 * who runs them, which is root in many containers.
 */
@EnabledIf("dev.tokenward.process.Service#carriesDatabase")
class EmbeddedDatabaseUserIT {

  private static final String NOBODY = "65534";

  @TempDir private static Path temporary;
  private static Service service;
  private static Path data;

  @BeforeAll
  static void startAsNobody() {
    Tools.require(Tools.areRoot(), "root, who may become another user");
    Path jar = Service.copyOfProgram(temporary.resolve("program"));
    data = temporary.resolve("data");
    Tools.run("mkdir", data.toString());
    Tools.run("chown", NOBODY + ":" + NOBODY, data.toString());
    Tools.run("chmod", "-R", "a+rX", temporary.toString());
    service =
        Service.builder()
            .withoutDatabaseSettings()
            .copy(jar)
            .startedBy("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--")
            .workingDirectory(data)
            .dataDirectory(data.resolve("own"))
            .start();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void worksForAUserWithoutPrivileges() {
    String token = Api.of(service).createToken(Tokens.newName());

    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
  }

  @Test
  void serviceAndDatabaseBelongToThatUser() {
    EmbeddedFiles files = new EmbeddedFiles(data.resolve("own"));

    assertThat(List.of(service.pid(), files.server()))
        .allSatisfy(pid -> assertThat(usersOf(pid)).containsOnly(NOBODY));
  }

  @Test
  void allFilesBelongToThatUser() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files).hasSizeGreaterThan(1000).allSatisfy(EmbeddedDatabaseUserIT::assertIsOwn);
    }
  }

  private static void assertIsOwn(Path file) throws IOException {
    if (Files.exists(file)) {
      assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(Integer.valueOf(NOBODY));
    }
  }

  /** Real, effective, saved and of the file system. */
  private static List<String> usersOf(long pid) {
    return EmbeddedFiles.read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .flatMap(line -> Stream.of(line.split("\\s+")).skip(1))
        .toList();
  }
}
