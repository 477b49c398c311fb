package dev.tokenward.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tokenward.process.Tools;
import io.kubernetes.client.openapi.models.V1TokenReviewStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Does what an API server does before it does anything: takes the token out of the header, has it
 * reviewed, and refuses or goes on. Going on is telling who it is. It has a certificate for one
 * day, because {@code kubectl} sends no token in clear.
 */
final class StubApiServer implements AutoCloseable {

  private static final String BEARER = "Bearer ";
  private static final String PASSWORD = "not-a-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** API servers tell nobody why. */
  private static final Map<String, ?> REFUSAL =
      Map.of(
          "kind", "Status",
          "apiVersion", "v1",
          "status", "Failure",
          "message", "Unauthorized",
          "reason", "Unauthorized",
          "code", 401);

  private final Path directory;
  private final Path certificate;
  private final HttpsServer server;
  private final Webhook webhook;

  StubApiServer(Webhook webhook) {
    this.webhook = webhook;
    try {
      directory = Files.createTempDirectory("api-server");
      certificate = directory.resolve("certificate.pem");
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it listens. */
  URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it shows that it is it. */
  Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    server.stop(0);
    Tools.run("rm", "-rf", directory.toString());
  }

  private void answer(HttpExchange exchange) throws IOException {
    Optional<String> token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
            .filter(header -> header.startsWith(BEARER))
            .map(header -> header.substring(BEARER.length()));
    Optional<V1TokenReviewStatus> status = token.map(webhook::review);
    if (status.filter(review -> Boolean.TRUE.equals(review.getAuthenticated())).isPresent()) {
      send(exchange, 200, identity(status.get()));
    } else {
      send(exchange, 401, REFUSAL);
    }
  }

  private static Map<String, ?> identity(V1TokenReviewStatus status) {
    return Map.of(
        "kind",
        "SelfSubjectReview",
        "apiVersion",
        "authentication.k8s.io/v1",
        "status",
        Map.of(
            "userInfo",
            Map.of(
                "username", status.getUser().getUsername(),
                "uid", status.getUser().getUid(),
                "groups", Optional.ofNullable(status.getUser().getGroups()).orElse(List.of()))));
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] text = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    try (OutputStream answer = exchange.getResponseBody()) {
      answer.write(text);
    }
  }

  private SSLContext tls() throws IOException, GeneralSecurityException {
    Path store = directory.resolve("store.p12");
    keytool(
        "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=stub -ext san=ip:127.0.0.1 -validity"
            + " 1",
        store);
    keytool("-exportcert -rfc -file " + certificate, store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String arguments, Path store) {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String line =
        "%s %s -alias stub -storetype PKCS12 -storepass %s -keystore %s"
            .formatted(program, arguments, PASSWORD, store);
    Tools.run(line.split(" ", -1));
  }
}
