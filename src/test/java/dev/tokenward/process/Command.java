package dev.tokenward.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the service's subcommands, as an operator would on a command line. */
public final class Command {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_OF_ALL = Duration.ofMinutes(5);

  private Command() {}

  /**
   * What came of a command.
   *
   * @param exitCode of the process
   * @param standardOutput all of it
   * @param standardError all of it
   */
  public record Result(int exitCode, String standardOutput, String standardError) {

    /** Tells no secret: what a command prints may be one. */
    @Override
    public String toString() {
      return "exit code " + exitCode + ", standard error: " + standardError;
    }
  }

  /**
   * Runs a command to its end, for at most a minute.
   *
   * @param environment besides PATH, HOME, LANG and TMPDIR, which are inherited
   * @param standardInput what the command can read before its input ends
   * @param arguments the subcommand and its options
   * @return what came of it
   * @throws IllegalStateException when it does not end
   */
  public static Result run(
      Map<String, String> environment, String standardInput, String... arguments) {
    return run(Path.of(""), environment, standardInput, arguments);
  }

  /**
   * Runs a command in a directory to its end, for at most a minute.
   *
   * @param workingDirectory exists
   * @param environment besides PATH, HOME, LANG and TMPDIR, which are inherited
   * @param standardInput what the command can read before its input ends
   * @param arguments the subcommand and its options; none starts the service
   * @return what came of it
   * @throws IllegalStateException when it does not end
   */
  public static Result run(
      Path workingDirectory,
      Map<String, String> environment,
      String standardInput,
      String... arguments) {
    ProcessBuilder builder = Program.process(environment, List.of(arguments));
    builder.directory(workingDirectory.toAbsolutePath().toFile());
    return run(builder, standardInput, LONGEST);
  }

  /**
   * Runs what a line says to its end, for at most five minutes.
   *
   * @param words the program and its arguments
   * @param environment besides PATH, HOME, LANG and TMPDIR, which are inherited
   * @return what came of it
   * @throws IllegalStateException when it does not end
   */
  public static Result line(List<String> words, Map<String, String> environment) {
    return run(Program.line(words, environment), "", LONGEST_OF_ALL);
  }

  private static Result run(ProcessBuilder builder, String standardInput, Duration longest) {
    try {
      Path output = Files.createTempFile("command", ".out");
      Path error = Files.createTempFile("command", ".err");
      try {
        int exitCode = run(builder, standardInput, output, error, longest);
        return new Result(exitCode, Files.readString(output), Files.readString(error));
      } finally {
        Files.deleteIfExists(output);
        Files.deleteIfExists(error);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int run(ProcessBuilder builder, String input, Path out, Path err, Duration longest)
      throws IOException {
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    send(input, process);
    try {
      if (process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "The command does not end:\n" + Files.readString(out) + Files.readString(err));
  }

  private static void send(String input, Process process) {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedWithoutReading) {
      // Then its exit code tells the test what happened.
      return;
    }
  }
}
