package dev.tokenward.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a request says of its trace. */
class CurrentTraceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static Vertx vertx;

  @BeforeAll
  static void start() {
    CurrentTrace.prepare();
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aTraceThatIsKeptIsNamed() {
    assertThat(idIn(contextWith(TraceFlags.getSampled()))).contains(TRACE);
  }

  @Test
  void aTraceThatIsNotKeptHasNoName() {
    assertThat(idIn(contextWith(TraceFlags.getDefault()))).isEmpty();
  }

  @Test
  void nobodyHasANameWhereNothingIsTraced() {
    assertThat(idIn(vertx.getOrCreateContext())).isEmpty();
    assertThat(CurrentTrace.id()).isEmpty();
  }

  private static Context contextWith(TraceFlags flags) {
    Context context = vertx.getOrCreateContext();
    SpanContext span =
        SpanContext.create(TRACE, "b7ad6b7169203331", flags, TraceState.getDefault());
    CurrentTrace.begin(Span.wrap(span), context);
    return context;
  }

  private static Optional<String> idIn(Context context) {
    CompletableFuture<Optional<String>> id = new CompletableFuture<>();
    context.runOnContext(unused -> id.complete(CurrentTrace.id()));
    return id.join();
  }
}
