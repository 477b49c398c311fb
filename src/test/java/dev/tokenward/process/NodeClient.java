package dev.tokenward.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client from npm, in a script of {@code src/test/npm-clients} that does what a test wants. */
public final class NodeClient {

  private static final String PROJECT = "npm-clients";
  private static final int PATIENCE_SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private NodeClient() {}

  /**
   * Runs a script to its end. The test is skipped, with the reason, where Node.js is missing or
   * what the script needs can't be installed.
   *
   * @param script its file name
   * @param task what it reads from its standard input, as JSON
   * @return what it printed, which is JSON
   * @throws IllegalStateException when it fails or does not end within half a minute
   */
  public static JsonNode run(String script, Map<String, ?> task) {
    Path directory = NpmProject.installed(PROJECT);
    try {
      Path output = Files.createTempFile("node", ".out");
      Path errors = Files.createTempFile("node", ".err");
      try {
        run(directory, script, task, output, errors);
        return JSON.readTree(Files.readString(output));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void run(
      Path directory, String script, Map<String, ?> task, Path output, Path errors)
      throws IOException {
    Process process =
        new ProcessBuilder("node", script)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(text(task).getBytes(StandardCharsets.UTF_8));
    }
    if (!hasEnded(process) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(script + " failed: " + Files.readString(errors));
    }
  }

  private static String text(Map<String, ?> task) throws JsonProcessingException {
    return JSON.writeValueAsString(task);
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
