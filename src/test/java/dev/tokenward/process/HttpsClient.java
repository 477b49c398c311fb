package dev.tokenward.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that trusts one certificate and no other, and keeps its connections open. */
public final class HttpsClient {

  private final HttpClient client;

  private HttpsClient(HttpClient client) {
    this.client = client;
  }

  /**
   * Makes one without connections.
   *
   * @param certificate the only one it trusts, as it is now
   * @return a new client
   */
  public static HttpsClient trusting(Certificate certificate) {
    return new HttpsClient(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(certificate.trusted())
            .build());
  }

  /**
   * Asks without credentials.
   *
   * @param uri http or https
   * @return the answer; redirects are not followed
   * @throws UncheckedIOException when there is none
   */
  public HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).build());
  }

  /**
   * Asks with a token.
   *
   * @param uri http or https
   * @param token any
   * @return the answer; redirects are not followed
   * @throws UncheckedIOException when there is none
   */
  public HttpResponse<String> get(URI uri, String token) {
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build());
  }

  /**
   * Sends a request.
   *
   * @param request any
   * @return the answer; redirects are not followed
   * @throws UncheckedIOException when there is none
   */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
