package dev.tokenward.clients;

import static org.awaitility.Awaitility.await;

import dev.tokenward.process.EchoBackend;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Tools;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Debian's Apache with mod_oauth2, which asks about the token of each request and tells the backend
 * behind it who it is. It remembers nothing, so that a revoked token is refused at once.
 */
final class ApacheGuard implements Guard {

  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final Duration START = Duration.ofSeconds(20);

  private static final String CONFIGURATION =
      """
      ServerRoot %1$s
      ServerName localhost
      Listen 127.0.0.1:%2$d
      PidFile %1$s/pid
      DefaultRuntimeDir %1$s
      ErrorLog /dev/stderr
      LoadModule mpm_event_module %3$s/mod_mpm_event.so
      LoadModule authn_core_module %3$s/mod_authn_core.so
      LoadModule authz_core_module %3$s/mod_authz_core.so
      LoadModule authz_user_module %3$s/mod_authz_user.so
      LoadModule proxy_module %3$s/mod_proxy.so
      LoadModule proxy_http_module %3$s/mod_proxy_http.so
      LoadModule oauth2_module %3$s/mod_oauth2.so
      User www-data
      Group www-data
      StartServers 1
      ThreadsPerChild 5
      MaxRequestWorkers 5
      <Location />
        AuthType oauth2
        OAuth2TokenVerify introspect %4$s introspect.auth=client_secret_basic&client_id=%5$s&client_secret=%6$s&expiry=0
        OAuth2TargetPass remote_user_claim=sub
        Require valid-user
        ProxyPass %7$s/
      </Location>
      """;

  private final int port = Ports.free();
  private final EchoBackend backend = EchoBackend.started();
  private final Path directory;
  private final Process process;

  ApacheGuard(RegisteredClient client) {
    Tools.require(
        Files.isExecutable(PROGRAM) && Files.exists(MODULES.resolve("mod_oauth2.so")),
        "Apache with mod_oauth2 (Debian's packages apache2-bin and libapache2-mod-oauth2)");
    try {
      directory = Files.createTempDirectory("tokenward-apache");
      process = start(client);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "apache-ends"));
    try {
      await().atMost(START).until(() -> Ports.isListenedOn(port));
    } catch (ConditionTimeoutException notStarted) {
      throw new IllegalStateException("Apache did not start:\n" + output(), notStarted);
    }
  }

  @Override
  public Optional<String> userOf(String token) {
    Response answer =
        RestAssured.given()
            .header("Authorization", "Bearer " + token)
            .get(URI.create("http://127.0.0.1:" + port + "/reports"));
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(answer.path("headers.oauth2_claim_sub[0]"));
      case 401 -> Optional.empty();
      default -> throw new AssertionError(answer.statusLine() + "\n" + output());
    };
  }

  @Override
  public void close() {
    process.destroy();
    backend.close();
    Tools.run("rm", "-rf", directory.toString());
  }

  /** The configuration has the client's secret, so nobody else may read it. */
  private Process start(RegisteredClient client) throws IOException {
    Path file =
        Files.createFile(
            directory.resolve("apache.conf"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        CONFIGURATION.formatted(
            directory,
            port,
            MODULES,
            client.introspection(),
            client.id(),
            client.secret(),
            backend.uri()));
    return new ProcessBuilder(PROGRAM.toString(), "-DFOREGROUND", "-f", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile())
        .start();
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("output"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return "Apache";
  }
}
