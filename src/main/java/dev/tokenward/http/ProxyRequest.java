package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a proxy sends when it asks. It tells headers by name, and never the credential. Its {@link
 * #toString} tells nothing.
 */
public final class ProxyRequest {

  private final HttpServerRequest request;
  private final MultiMap headers;

  ProxyRequest(HttpServerRequest request) {
    this.request = request;
    this.headers = request.headers();
  }

  /**
   * The verb with which the proxy asks.
   *
   * @return as it was sent
   */
  public String method() {
    return request.method().name();
  }

  /**
   * The path at which the proxy asks.
   *
   * @return as it was sent, from the root
   */
  public String path() {
    return request.path();
  }

  /**
   * The query with which the proxy asks.
   *
   * @return as it was sent, without the question mark; empty when there is none
   */
  public Optional<String> query() {
    return Optional.ofNullable(request.query());
  }

  /**
   * Reads a header that may be there once.
   *
   * @param name in any case; not that of the credential. Best one that {@link
   *     io.vertx.core.http.HttpHeaders#createOptimized} made, because proxies ask about every
   *     request
   * @return its value, as it was sent; empty when it is not there
   * @throws ProblemException with {@link Problem.MalformedRequest} when it is there more than once,
   *     so that it is open which of them counts
   */
  public Optional<String> header(CharSequence name) {
    if (AuthorizationHeader.isNamed(name)) {
      throw new IllegalArgumentException("Credentials are read elsewhere");
    }
    List<String> all = headers.getAll(name);
    if (all.size() > 1) {
      throw new ProblemException(
          new Problem.MalformedRequest("Send the header %s only once.".formatted(name)));
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  @Override
  public String toString() {
    return "ProxyRequest[hidden]";
  }
}
