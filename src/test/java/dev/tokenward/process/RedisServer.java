package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis server that a test starts with Debian's program and can stop; it keeps nothing. */
public final class RedisServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
  private static final Duration START = Duration.ofSeconds(20);

  private final int port = Ports.free();
  private Process process;

  private RedisServer() {}

  /**
   * Starts a server. The test is skipped, with the reason, where the program is missing.
   *
   * @return a running server
   */
  public static RedisServer started() {
    Tools.require(Files.isExecutable(PROGRAM), "redis-server (Debian's package redis-server)");
    RedisServer server = new RedisServer();
    server.start();
    return server;
  }

  /** Starts it, again on the same port and empty, and waits until it answers. */
  public void start() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "--bind",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port),
                  "--save",
                  "")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "redis-end"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    await().atMost(START).until(() -> Ports.isListenedOn(port));
  }

  /**
   * Makes the moments that it keeps as they are when its clock was ahead and has been set back.
   *
   * @param ahead by how much
   */
  public void wasAhead(Duration ahead) {
    String script =
        """
        for _, key in ipairs(redis.call('KEYS', '*')) do
          local moment = redis.call('GET', key) + ARGV[1]
          redis.call('SET', key, string.format('%.0f', moment), 'KEEPTTL')
        end""";
    String micros = Long.toString(TimeUnit.NANOSECONDS.toMicros(ahead.toNanos()));
    Tools.run("redis-cli", "-p", Integer.toString(port), "EVAL", script, "0", micros);
  }

  /** Stops it where it is, so that it answers nothing and closes nothing. */
  public void pause() {
    Signals.send("STOP", List.of(process.pid()));
  }

  /** Lets it go on after a pause. */
  public void resume() {
    Signals.send("CONT", List.of(process.pid()));
  }

  /** Ends it at once. */
  public void stop() {
    process.destroyForcibly();
    await().atMost(START).until(() -> !process.isAlive());
  }

  /**
   * Where it listens.
   *
   * @return a URL
   */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    stop();
  }
}
