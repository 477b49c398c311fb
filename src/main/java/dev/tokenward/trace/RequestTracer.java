package dev.tokenward.trace;

import dev.tokenward.log.Printable;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Context;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a span for each request, whoever answers it, and one for each question to the database or
 * to another service that is asked for it. What a span says is written out here, one by one, rather
 * than taken over from Vert.x: addresses there have their queries, statements and claims with them.
 */
final class RequestTracer implements VertxTracer<Span, Span> {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** What OpenTelemetry calls a method that a stranger made up. */
  private static final String OTHER_METHOD = "_OTHER";

  /** What Vert.x says of a question, as far as it can't be about anybody. */
  private static final Set<String> HARMLESS = Set.of("db.type", "db.system");

  private static final int FIRST_SERVER_ERROR = 500;

  private static final List<Map.Entry<String, String>> NO_HEADERS = List.of();

  /** Asked for the two headers of W3C's Trace Context, and for no others. */
  private static final TextMapGetter<Iterable<Map.Entry<String, String>>> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Iterable<Map.Entry<String, String>> headers) {
          return List.of();
        }

        @Override
        public @Nullable String get(
            @Nullable Iterable<Map.Entry<String, String>> headers, String name) {
          for (Map.Entry<String, String> header : headers == null ? NO_HEADERS : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
              return header.getValue();
            }
          }
          return null;
        }
      };

  private final Tracer tracer;

  RequestTracer(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public <R> @Nullable Span receiveRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      Iterable<Map.Entry<String, String>> headers,
      TagExtractor<R> tags) {
    if (!(request instanceof HttpRequest http)) {
      return null;
    }
    String method = METHODS.contains(operation) ? operation : OTHER_METHOD;
    Span span =
        tracer
            .spanBuilder(method)
            .setSpanKind(io.opentelemetry.api.trace.SpanKind.SERVER)
            .setParent(
                W3CTraceContextPropagator.getInstance()
                    .extract(io.opentelemetry.context.Context.root(), headers, HEADERS))
            .setAttribute("http.request.method", method)
            .setAttribute("url.path", path(http))
            .startSpan();
    CurrentTrace.begin(span, context);
    return span;
  }

  @Override
  public <R> void sendResponse(
      Context context,
      @Nullable R response,
      @Nullable Span span,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    if (span == null) {
      return;
    }
    if (response instanceof HttpResponse http) {
      span.setAttribute("http.response.status_code", (long) http.statusCode());
      if (http.statusCode() >= FIRST_SERVER_ERROR) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    end(span, failure);
  }

  /** What is asked for nobody's request is not traced. */
  @Override
  public <R> @Nullable Span sendRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    @Nullable Span parent = CurrentTrace.spanOf(context).orElse(null);
    if (parent == null) {
      return null;
    }
    Span span =
        tracer
            .spanBuilder(operation)
            .setSpanKind(io.opentelemetry.api.trace.SpanKind.CLIENT)
            .setParent(io.opentelemetry.context.Context.root().with(parent))
            .startSpan();
    for (int i = 0; i < tags.len(request); i++) {
      if (HARMLESS.contains(tags.name(request, i))) {
        span.setAttribute(tags.name(request, i), tags.value(request, i));
      }
    }
    return span;
  }

  @Override
  public <R> void receiveResponse(
      Context context,
      @Nullable R response,
      @Nullable Span span,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    if (span != null) {
      end(span, failure);
    }
  }

  /** What a failure says may be anything. */
  private static void end(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  /** An address may have a password in it, too. */
  private static String path(HttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return uri.startsWith("/") ? Printable.of(query < 0 ? uri : uri.substring(0, query)) : "";
  }
}
