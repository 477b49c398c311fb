package dev.tokenward.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory under {@code src/test} with scripts and what npm has to install for them, exactly as
 * its lock file says. It is installed once for a build directory.
 */
final class NpmProject {

  private static final Path SOURCES = Path.of("src/test").toAbsolutePath();
  private static final String LOCK = "package-lock.json";

  private NpmProject() {}

  /**
   * Installs one, unless it is. The test is skipped, with the reason, where Node.js is missing or
   * what it needs can't be installed.
   *
   * @param name of the directory
   * @return where its scripts can be run
   */
  static Path installed(String name) {
    Tools.require(
        isProgram("node") && isProgram("npm"), "Node.js and npm (Debian's nodejs and npm)");
    return Tools.oneAtATime(name, () -> install(name));
  }

  private static Path install(String name) {
    Path sources = SOURCES.resolve(name);
    Path directory = Program.buildDirectory().resolve(name);
    try {
      Files.createDirectories(directory);
      boolean isCurrent = isCurrent(sources, directory);
      for (Path file : files(sources)) {
        Path copy = directory.resolve(file.getFileName());
        if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Tools.require(isCurrent || isInstalled(directory), "what npm installs from src/test/" + name);
      return directory;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isCurrent(Path sources, Path directory) throws IOException {
    return Files.exists(directory.resolve(LOCK))
        && Files.mismatch(sources.resolve(LOCK), directory.resolve(LOCK)) < 0
        && Files.exists(directory.resolve("node_modules/.package-lock.json"));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isInstalled(Path directory) {
    String prefix = directory.toString();
    return runs(
        "npm", "--prefix", prefix, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
  }

  private static boolean isProgram(String name) {
    return runs("which", name);
  }

  private static boolean runs(String... line) {
    try {
      Tools.run(line);
      return true;
    } catch (IllegalStateException | UncheckedIOException failure) {
      return false;
    }
  }
}
