package dev.tokenward.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenward.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's {@code kubectl}, with a configuration of its own. */
final class Kubectl implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/kubectl");
  private static final int PATIENCE_SECONDS = 30;

  private final StubApiServer server;
  private final Path directory;

  Kubectl(StubApiServer server) {
    Tools.require(Files.isExecutable(PROGRAM), "kubectl (Debian's package kubernetes-client)");
    this.server = server;
    try {
      this.directory = Files.createTempDirectory("kubectl");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * What came of a command.
   *
   * @param exitCode 0 if all went well
   * @param output what it printed
   */
  record Result(int exitCode, String output) {}

  /** Runs a command as somebody with a token, which is in a file as people have it. */
  Result run(String token, String... arguments) {
    try {
      Path config = directory.resolve("config");
      Files.writeString(config, config(token));
      Path output = directory.resolve("output");
      ProcessBuilder command =
          new ProcessBuilder(
                  Stream.concat(Stream.of(PROGRAM.toString()), Stream.of(arguments)).toList())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      command.environment().put("KUBECONFIG", config.toString());
      command.environment().put("HOME", directory.toString());
      Process process = command.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("kubectl does not end: " + Files.readString(output));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for kubectl", interrupted);
    }
  }

  @Override
  public void close() {
    Tools.run("rm", "-rf", directory.toString());
  }

  /** JSON is YAML too. */
  private String config(String token) throws IOException {
    Map<String, ?> cluster =
        Map.of(
            "server",
            server.uri().toString(),
            "certificate-authority",
            server.certificate().toString());
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Config",
                "clusters",
                List.of(Map.of("name", "stub", "cluster", cluster)),
                "users",
                List.of(Map.of("name", "alice", "user", Map.of("token", token))),
                "contexts",
                List.of(
                    Map.of("name", "here", "context", Map.of("cluster", "stub", "user", "alice"))),
                "current-context",
                "here"));
  }
}
