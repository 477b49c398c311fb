package dev.tokenward.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trace that this thread works for. Goes along with the Vert.x context of the request. */
public final class CurrentTrace {

  private static final ContextLocal<Span> SPAN = ContextLocal.registerLocal(Span.class);

  private CurrentTrace() {}

  /** Takes its place in the contexts of Vert.x, which has to be before there is any. */
  static void prepare() {
    spanOf(null);
  }

  /**
   * What the trace is called.
   *
   * @return 32 hexadecimal digits; empty where no trace is kept. May be called on any thread
   */
  public static Optional<String> id() {
    return spanOf(Vertx.currentContext())
        .map(Span::getSpanContext)
        .filter(SpanContext::isSampled)
        .map(SpanContext::getTraceId);
  }

  static void begin(Span span, Context context) {
    SPAN.put(context, span);
  }

  static Optional<Span> spanOf(@Nullable Context context) {
    return Optional.ofNullable(context).map(SPAN::get);
  }
}
