package dev.tokenward.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What the profile for production packages: {@code ./mvnw -Pproduction -DskipTests package}. */
final class Production {

  private Production() {}

  /**
   * The {@code target} directory of such a build, which the system property {@code
   * tokenward.production} names. Without it the test is skipped: it would cost a second build.
   */
  static Path target() {
    String named = System.getProperty("tokenward.production", "");
    Assumptions.assumeFalse(
        named.isBlank(),
        "-Dtokenward.production names no target directory of a build with -Pproduction");
    Path target = Path.of(named).toAbsolutePath();
    if (Files.notExists(target.resolve("quarkus-app"))) {
      throw new IllegalStateException(target + " holds no package");
    }
    return target;
  }
}
