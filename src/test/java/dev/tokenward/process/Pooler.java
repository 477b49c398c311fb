package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PgBouncer before a PostgreSQL server, started by a test with Debian's program. */
public final class Pooler implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
  private static final Duration START = Duration.ofSeconds(20);

  private final int port = Ports.free();
  private final Path directory;
  private final Process process;

  private Pooler(PostgresServer server, String mode) {
    try {
      directory = Files.createTempDirectory("tokenward-pooler");
      Path users =
          Files.writeString(
              directory.resolve("users"),
              "\"%s\" \"%s\"\n".formatted(server.username(), server.password()));
      Path settings =
          Files.writeString(
              directory.resolve("settings"),
              """
              [databases]
              * = host=127.0.0.1 port=%d
              [pgbouncer]
              listen_addr = 127.0.0.1
              listen_port = %d
              unix_socket_dir =
              auth_type = scram-sha-256
              auth_file = %s
              pool_mode = %s
              ignore_startup_parameters = extra_float_digits
              """
                  .formatted(server.port(), port, users, mode));
      List<String> line = new ArrayList<>();
      if (Tools.areRoot()) {
        Tools.run("chown", "-R", "postgres", directory.toString());
        line.addAll(List.of("runuser", "-u", "postgres", "--"));
      }
      line.addAll(List.of(PROGRAM.toString(), "-q", settings.toString()));
      process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "pooler-end"));
    await().atMost(START).until(() -> Ports.isListenedOn(port));
  }

  /**
   * Starts one. The test is skipped, with the reason, where the program is missing.
   *
   * @param server is running
   * @param mode {@code transaction} or {@code session}
   * @return a running pooler
   */
  public static Pooler before(PostgresServer server, String mode) {
    Tools.require(Files.isExecutable(PROGRAM), "pgbouncer (Debian's package pgbouncer)");
    return new Pooler(server, mode);
  }

  /**
   * Where it listens.
   *
   * @return host and port with a colon between
   */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Ends it and removes its files. */
  @Override
  public void close() {
    end();
    Tools.run("rm", "-rf", directory.toString());
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
