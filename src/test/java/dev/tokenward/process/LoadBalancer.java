package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Debian's HAProxy in front of three replicas of the service, with our recipe for it. */
public final class LoadBalancer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
  private static final Path RECIPE = Path.of("deploy/gateways/haproxy/replicas.cfg");
  private static final Duration START = Duration.ofSeconds(20);
  private static final String HOST = "127.0.0.1";

  private final int port = Ports.free();
  private final Path directory;
  private final Process process;

  private LoadBalancer(List<Service> replicas) {
    try {
      directory = Files.createTempDirectory("tokenward-balancer");
      Path main = Files.writeString(directory.resolve("haproxy.cfg"), recipe(replicas));
      process =
          new ProcessBuilder(PROGRAM.toString(), "-db", "-f", main.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output").toFile())
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "balancer-end"));
    await().atMost(START).until(() -> Ports.isListenedOn(port));
  }

  /**
   * Starts one. The test is skipped, with the reason, where HAProxy is missing.
   *
   * @param replicas three running services
   * @return a running proxy
   */
  public static LoadBalancer before(List<Service> replicas) {
    Tools.require(Files.isExecutable(PROGRAM), "haproxy (Debian's package haproxy)");
    return new LoadBalancer(replicas);
  }

  /**
   * Where it listens.
   *
   * @return host and port
   */
  public URI uri() {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** Ends it and removes its files. */
  @Override
  public void close() {
    process.destroy();
    Tools.run("rm", "-rf", directory.toString());
  }

  private String recipe(List<Service> replicas) throws IOException {
    String text =
        Recipe.replaced(Files.readString(RECIPE), "bind :80", "bind " + HOST + ":" + port);
    for (int i = 0; i < replicas.size(); i++) {
      URI replica = replicas.get(i).baseUri();
      text =
          Recipe.replaced(
              text, "tokens" + (i + 1) + ".internal:8080", HOST + ":" + replica.getPort());
    }
    return text;
  }
}
