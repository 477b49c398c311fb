package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Debian's nginx with the configuration that NGINX Gateway Fabric makes of an HTTPRoute and of the
 * SnippetsFilter that our command prints, by what its template for servers says: a snippet is
 * included before all else in the context that it names.
 */
public final class GatewayFabric implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final String HOST = "127.0.0.1";

  private static final String SERVERS =
      """
      %1$s
      map $http_host $gw_api_compliant_host {
        '' $host;
        default $http_host;
      }
      map $http_upgrade $connection_upgrade {
        default upgrade;
        '' close;
      }
      server {
        listen 127.0.0.1:%5$d default_server;
        default_type text/html;
        return 404;
      }
      server {
        listen 127.0.0.1:%5$d;
        %2$s
        server_name 127.0.0.1;
        location / {
          %3$s
          proxy_http_version 1.1;
          proxy_set_header Host "$gw_api_compliant_host";
          proxy_set_header X-Forwarded-For "$proxy_add_x_forwarded_for";
          proxy_set_header X-Real-IP "$remote_addr";
          proxy_set_header X-Forwarded-Proto "$scheme";
          proxy_set_header X-Forwarded-Host "$host";
          proxy_set_header X-Forwarded-Port "$server_port";
          proxy_set_header Upgrade "$http_upgrade";
          proxy_set_header Connection "$connection_upgrade";
          proxy_pass http://%4$s;
        }
      }
      """;

  private final int port = Ports.free();
  private final Path directory;
  private final Process process;

  private GatewayFabric(URI tokenward, URI backend, String scope) {
    try {
      directory = Files.createTempDirectory("tokenward-fabric");
      Map<String, String> snippets = snippets(recipe(tokenward, scope));
      Files.writeString(
          directory.resolve("tokenward.conf"),
          SERVERS.formatted(
              snippets.get("http"),
              snippets.get("http.server"),
              snippets.get("http.server.location"),
              HOST + ":" + backend.getPort(),
              port));
      process = Nginx.start(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "fabric-end"));
    await().atMost(START).until(() -> Ports.isListenedOn(port));
  }

  /**
   * Starts one. The test is skipped, with the reason, where nginx is missing.
   *
   * @param tokenward whom it asks; need not be there
   * @param backend whom it passes requests on to
   * @param scope what the route needs
   * @return a running proxy
   */
  public static GatewayFabric started(URI tokenward, URI backend, String scope) {
    Nginx.require();
    return new GatewayFabric(tokenward, backend, scope);
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

  private static String recipe(URI tokenward, String scope) {
    Command.Result printed =
        Command.run(
            Map.of(),
            "",
            "recipe",
            "nginx-gateway-fabric",
            "--tokenward",
            HOST + ":" + tokenward.getPort(),
            "--scope",
            scope);
    if (printed.exitCode() != 0) {
      throw new IllegalStateException("No recipe was printed: " + printed);
    }
    return printed.standardOutput();
  }

  private static Map<String, String> snippets(String recipe) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object filter = yaml.loadAll(new StringReader(recipe)).iterator().next();
    JsonArray all =
        new JsonObject(Json.encode(filter)).getJsonObject("spec").getJsonArray("snippets");
    Map<String, String> byContext = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      JsonObject snippet = all.getJsonObject(i);
      byContext.put(snippet.getString("context"), snippet.getString("value"));
    }
    return byContext;
  }
}
