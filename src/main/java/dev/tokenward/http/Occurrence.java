package dev.tokenward.http;

import dev.tokenward.trace.CurrentTrace;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * One error that somebody got, as the log tells it apart from all others.
 *
 * @param requestId what the request is called
 * @param traceId its trace, as OpenTelemetry writes it; empty where none is kept
 */
record Occurrence(String requestId, Optional<String> traceId) {

  private static final CharSequence TRACE_HEADER = HttpHeaders.createOptimized("X-Trace-Id");

  /** For documents. */
  static final Occurrence EXAMPLE =
      new Occurrence("3f0c9b5e7a214d6f8b1e2c3d4a5f6071", Optional.empty());

  /** The request that is being answered on this thread. */
  static Occurrence of(RoutingContext context) {
    return new Occurrence(RequestId.of(context), CurrentTrace.id());
  }

  /** One that was not read to its end. */
  static Occurrence of(HttpServerRequest request) {
    return new Occurrence(RequestId.of(request), CurrentTrace.id());
  }

  /** Says it in an answer, whatever the form of its body. */
  void addTo(MultiMap headers) {
    headers.set(RequestId.HEADER, requestId);
    traceId.ifPresent(id -> headers.set(TRACE_HEADER, id));
  }
}
