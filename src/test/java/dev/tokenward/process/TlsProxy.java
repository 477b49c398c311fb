package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Debian's nginx that ends TLS in front of a service, with our recipe for it. */
public final class TlsProxy implements AutoCloseable {

  private static final Path RECIPE = Path.of("deploy/gateways/nginx/in-front.conf");
  private static final Duration START = Duration.ofSeconds(20);

  private final int secure = Ports.free();
  private final int clear = Ports.free();
  private final Path directory;
  private final Certificate certificate;
  private final Process process;

  private TlsProxy(int service) {
    try {
      directory = Files.createTempDirectory("tokenward-tls");
      certificate = Certificate.made(directory, "localhost");
      Files.writeString(directory.resolve("tokenward.conf"), recipe(service));
      process = Nginx.start(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "tls-proxy-end"));
    await().atMost(START).until(() -> Ports.isListenedOn(secure) && Ports.isListenedOn(clear));
  }

  /**
   * Starts one. The test is skipped, with the reason, where nginx is missing.
   *
   * @param service the port of the service behind it; need not be there yet
   * @return a running proxy
   */
  public static TlsProxy before(int service) {
    Nginx.require();
    return new TlsProxy(service);
  }

  /**
   * Where it speaks https.
   *
   * @return host and port
   */
  public URI secure() {
    return URI.create("https://localhost:" + secure);
  }

  /**
   * Where it speaks plain HTTP.
   *
   * @return host and port
   */
  public URI clear() {
    return URI.create("http://localhost:" + clear);
  }

  /**
   * What it shows to its clients.
   *
   * @return its certificate
   */
  public Certificate certificate() {
    return certificate;
  }

  /** Ends it and removes its files. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    Tools.run("rm", "-rf", directory.toString());
  }

  private String recipe(int service) throws IOException {
    String text = Files.readString(RECIPE);
    Map<String, String> here =
        Map.of(
            "listen 443 ssl;", "listen 127.0.0.1:" + secure + " ssl;",
            "listen 80;", "listen 127.0.0.1:" + clear + ";",
            "server tokens.internal:8080;", "server 127.0.0.1:" + service + ";",
            "/etc/nginx/tls/tokens.example.com.pem", certificate.chain().toString(),
            "/etc/nginx/tls/tokens.example.com.key", certificate.key().toString());
    for (Map.Entry<String, String> replacement : here.entrySet()) {
      text = Recipe.replaced(text, replacement.getKey(), replacement.getValue());
    }
    return text;
  }
}
