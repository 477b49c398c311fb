package dev.tokenward.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs: with an environment of their own, so that neither the caller's
 * settings change what they do nor its secrets reach them; and as somebody else where the service
 * runs as root, which they refuse.
 */
final class PostgresProgram {

  private static final int PATIENCE_MINUTES = 5;

  private final Path binaries;
  private final Path dataDirectory;

  PostgresProgram(Path binaries, Path dataDirectory) {
    this.binaries = binaries;
    this.dataDirectory = dataDirectory;
  }

  /** How a program ended. */
  record Ended(int exitCode, String output) {

    boolean well() {
      return exitCode == 0;
    }

    /** The last line it wrote that says something. */
    String lastLine() {
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "exit code " + exitCode : lines.get(lines.size() - 1).strip();
    }
  }

  /** Runs a program in the data directory, blocking until it ends. */
  Ended run(String name, String input, String... arguments) {
    try {
      Path output = Files.createTempFile(dataDirectory, name, ".out");
      try {
        return run(command(name, arguments), input, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "PostgreSQL's program " + name + " could not be run: " + failed, failed);
    }
  }

  private Ended run(List<String> command, String input, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dataDirectory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    setEnvironment(builder.environment());
    Process process = builder.start();
    try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
      writer.write(input);
    }
    int exitCode = await(process);
    return new Ended(exitCode, Files.readString(output, StandardCharsets.UTF_8));
  }

  private List<String> command(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "--user", "--"));
    }
    command.add(binaries.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void setEnvironment(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.clear();
    environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC"));
  }

  private static int await(Process process) throws IOException {
    try {
      if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException("it did not end within " + PATIENCE_MINUTES + " minutes");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new InterruptedIOException("interrupted");
    }
  }
}
