package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A proxy that a test starts with Debian's program and the recipe that our command prints for it,
 * in which nothing is replaced but where it listens.
 */
public final class ProxyServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);

  private static final String HOST = "127.0.0.1";

  static final String NGINX =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        include %1$s/tokenward.conf;
      }
      """;

  private final int port = Ports.free();
  private final Path directory;
  private final Process process;

  /** Which proxy, and where Debian has it. */
  public enum Kind {
    /** With {@code auth_request}. */
    NGINX("/usr/sbin/nginx"),
    /** With {@code forward_auth}. */
    CADDY("/usr/bin/caddy"),
    /** With our script. */
    HAPROXY("/usr/sbin/haproxy");

    private final String program;

    Kind(String program) {
      this.program = program;
    }
  }

  private ProxyServer(Kind kind, URI tokenward, URI backend, List<String> options) {
    try {
      directory = Files.createTempDirectory("tokenward-proxy");
      process = start(kind, command(kind, tokenward, backend, options));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "proxy-end"));
    try {
      await().atMost(START).until(() -> Ports.isListenedOn(port));
    } catch (ConditionTimeoutException notStarted) {
      throw new IllegalStateException("The proxy did not start:\n" + output(), notStarted);
    }
  }

  /**
   * Starts one. The test is skipped, with the reason, where the program is missing.
   *
   * @param kind which
   * @param tokenward whom it asks; need not be there
   * @param backend whom it passes requests on to
   * @param options of the command that prints the recipe, besides the addresses
   * @return a running proxy
   */
  public static ProxyServer started(Kind kind, URI tokenward, URI backend, String... options) {
    String name = Path.of(kind.program).getFileName().toString();
    Tools.require(
        Files.isExecutable(Path.of(kind.program)), name + " (Debian's package " + name + ")");
    return new ProxyServer(kind, tokenward, backend, List.of(options));
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
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    Tools.run("rm", "-rf", directory.toString());
  }

  private Process start(Kind kind, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(kind.program));
    line.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder
        .environment()
        .putAll(
            Map.of("XDG_CONFIG_HOME", directory.toString(), "XDG_DATA_HOME", directory.toString()));
    return builder.start();
  }

  private List<String> command(Kind kind, URI tokenward, URI backend, List<String> options)
      throws IOException {
    List<String> route = new ArrayList<>();
    route.addAll(List.of("--host", HOST));
    route.addAll(List.of("--tokenward", address(tokenward), "--backend", address(backend)));
    route.addAll(options);
    return switch (kind) {
      case NGINX -> {
        String site = here(recipe("nginx", route), "listen 80 default_server;");
        write("tokenward.conf", here(site, "listen 80;"));
        Path main = write("nginx.conf", NGINX.formatted(directory));
        yield List.of("-e", "stderr", "-c", main.toString());
      }
      case CADDY -> {
        String site = here(recipe("caddy", route), HOST + " {");
        Path main = write("Caddyfile", "{\n\tadmin off\n\tauto_https off\n}\n" + site);
        yield List.of("run", "--config", main.toString(), "--adapter", "caddyfile");
      }
      case HAPROXY -> {
        Path script = write("tokenward.lua", recipe("haproxy-script", List.of()));
        String config = here(recipe("haproxy", route), "bind :80");
        Path main =
            write(
                "haproxy.cfg",
                Recipe.replaced(config, "/etc/haproxy/tokenward.lua", script.toString()));
        yield List.of("-db", "-f", main.toString());
      }
    };
  }

  private String here(String recipe, String listen) {
    return Recipe.replaced(recipe, listen, listenHere(listen));
  }

  private static String recipe(String name, List<String> route) {
    List<String> arguments = new ArrayList<>(List.of("recipe", name));
    arguments.addAll(route);
    Command.Result printed = Command.run(Map.of(), "", arguments.toArray(String[]::new));
    if (printed.exitCode() != 0) {
      throw new IllegalStateException("No recipe was printed: " + printed);
    }
    return printed.standardOutput();
  }

  private String listenHere(String listen) {
    return switch (listen) {
      case "listen 80;" -> "listen 127.0.0.1:" + port + ";";
      case "listen 80 default_server;" -> "listen 127.0.0.1:" + port + " default_server;";
      case "bind :80" -> "bind 127.0.0.1:" + port;
      default -> "http://" + HOST + ":" + port + " {";
    };
  }

  private static String address(URI uri) {
    return HOST + ":" + uri.getPort();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("output"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
