package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real OpenID Connect provider, npm's {@code oidc-provider}, for one service. It is installed
 * once for a build directory, and ends together with the tests' JVM.
 */
public final class OpenIdProvider implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(30);
  private static final String CLIENT = "tokenward";

  private final int port;
  private final int servicePort;
  private final String secret = Secrets.newPassword();
  private final Process process;

  private OpenIdProvider(Path directory) {
    this.port = Ports.free();
    this.servicePort = Ports.free();
    this.process = run(directory);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "provider-ends"));
    await().atMost(START).until(this::answers);
  }

  /**
   * Starts a provider. The test is skipped, with the reason, where Node.js is missing or the
   * program can't be installed.
   *
   * @return a running provider
   */
  public static OpenIdProvider started() {
    return new OpenIdProvider(NpmProject.installed("oidc-provider"));
  }

  /**
   * What the service must be told so that it knows this provider.
   *
   * @return environment variables, its port among them
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(servicePort));
    settings.put("OPENID_CONNECT_ISSUER", issuer());
    settings.put("OPENID_CONNECT_CLIENT_ID", CLIENT);
    settings.put("OPENID_CONNECT_CLIENT_SECRET", secret);
    settings.put("OPENID_CONNECT_NAME", "Example");
    return settings;
  }

  /**
   * What the provider calls itself.
   *
   * @return a URL without a slash at its end
   */
  public String issuer() {
    return "http://localhost:" + port;
  }

  /**
   * Makes or changes an account.
   *
   * @param subject the provider's name for it
   * @param claims what the provider says about it
   */
  public void account(String subject, Map<String, ?> claims) {
    send(HttpClient.newHttpClient(), "PUT", URI.create(issuer() + "/accounts/" + subject), claims);
  }

  /**
   * Has the provider answer wrongly from now on.
   *
   * @param mistake what is wrong with what the provider answers; {@code none} for nothing
   */
  public void mistake(String mistake) {
    send(HttpClient.newHttpClient(), "PUT", URI.create(issuer() + "/mistake/" + mistake), Map.of());
  }

  /**
   * Signs in at the provider, with a browser that has never been there.
   *
   * @param address where the service sent the browser
   * @param account the provider's name of it
   * @return where the provider sends the browser
   */
  public String signIn(String address, String account) {
    return visit(address, "answer=yes&account=" + encoded(account));
  }

  /**
   * Goes to the provider and thinks better of it.
   *
   * @param address where the service sent the browser
   * @return where the provider sends the browser
   */
  public String cancel(String address) {
    return visit(address, "answer=no");
  }

  /** Ends it and waits until it has. */
  @Override
  public void close() {
    process.destroyForcibly();
    await().atMost(START).until(() -> !process.isAlive());
  }

  private String visit(String address, String form) {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    URI page = URI.create(location(browser, get(URI.create(address))));
    HttpRequest.Builder answer =
        HttpRequest.newBuilder(at(page))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    URI on = URI.create(location(browser, answer));
    return location(browser, get(at(on)));
  }

  private URI at(URI relative) {
    return URI.create(issuer()).resolve(relative);
  }

  private static HttpRequest.Builder get(URI address) {
    return HttpRequest.newBuilder(address).GET();
  }

  private static String location(HttpClient browser, HttpRequest.Builder request) {
    HttpResponse<String> answer = send(browser, request.build());
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
  }

  private static void send(HttpClient client, String method, URI address, Map<String, ?> body) {
    try {
      BodyPublisher json = BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body));
      send(client, HttpRequest.newBuilder(address).method(method, json).build());
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the provider", interrupted);
    }
  }

  private Process run(Path directory) {
    String service = "http://localhost:" + servicePort;
    Map<String, Object> settings =
        Map.of(
            "port", port,
            "clientId", CLIENT,
            "clientSecret", secret,
            "redirectUris", List.of(service + "/login/openid/callback"),
            "signedOutUris", List.of(service + "/login"));
    try {
      String json = new ObjectMapper().writeValueAsString(settings);
      return new ProcessBuilder("node", "provider.mjs", json)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("output.log").toFile())
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean answers() {
    try {
      URI discovery = URI.create(issuer() + "/.well-known/openid-configuration");
      return send(HttpClient.newHttpClient(), get(discovery).build()).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
