package dev.tokenward.http;

import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.log.Printable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each request, if the operator wants that, once it is answered. The event loops
 * only hand it over: a thread of its own writes, a bounded number of lines waits for it, and what
 * comes on top of that is counted instead.
 */
@Singleton
class AccessLog {

  private static final Logger LOG = Logger.getLogger("dev.tokenward.access");

  private static final int MOST_WAITING = 10_000;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration MOST_AT_THE_END = Duration.ofSeconds(2);

  private final boolean wanted;
  private final TrustedProxies proxies;
  private final BlockingQueue<Line> waiting;
  private final LongAdder dropped = new LongAdder();
  private volatile @Nullable Thread writer;

  @Inject
  AccessLog(TokenwardSettings settings, TrustedProxies proxies) {
    this.wanted = settings.accessLog();
    this.proxies = proxies;
    this.waiting = new ArrayBlockingQueue<>(wanted ? MOST_WAITING : 1);
  }

  /** What is written of a request: never its query, its headers or its body. */
  private record Line(
      String method,
      String path,
      int status,
      long bytes,
      Duration took,
      String client,
      Occurrence occurrence,
      Optional<UUID> token) {}

  void start(@Observes StartupEvent started, MeterRegistry registry) {
    FunctionCounter.builder("tokenward.access.log.dropped", dropped, LongAdder::doubleValue)
        .description("Lines of the access log that were not written because too many waited")
        .register(registry);
    if (wanted) {
      Thread thread = new Thread(this::write, "access log");
      thread.setDaemon(true);
      writer = thread;
      thread.start();
    }
  }

  /** Lets what waits be written. */
  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    @Nullable Thread thread = writer;
    writer = null;
    if (thread != null) {
      thread.join(MOST_AT_THE_END.toMillis());
    }
  }

  /** Notes a request whose handling begins; called on its event loop. */
  void begin(RoutingContext request) {
    if (!wanted) {
      return;
    }
    long began = System.nanoTime();
    Occurrence occurrence = Occurrence.of(request);
    @Nullable Context context = CurrentRequest.context();
    request.addEndHandler(
        ended -> {
          if (!waiting.offer(line(request, began, occurrence, CurrentRequest.token(context)))) {
            dropped.increment();
          }
        });
  }

  private Line line(
      RoutingContext context, long began, Occurrence occurrence, Optional<UUID> token) {
    HttpServerRequest request = context.request();
    @Nullable String path = request.path();
    return new Line(
        Printable.of(request.method().name()),
        path == null ? "" : Printable.of(path),
        request.response().getStatusCode(),
        request.response().bytesWritten(),
        Duration.ofNanos(System.nanoTime() - began),
        proxies.addressOf(context),
        occurrence,
        token);
  }

  /** Until the end is near and nothing waits any more. */
  private void write() {
    try {
      @Nullable Line next = null;
      while (writer != null || next != null) {
        next = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          write(next);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same twice: for people, and in fields. */
  private static void write(Line line) {
    long milliseconds = line.took().toMillis();
    MDC.put("client", line.client());
    MDC.put("method", line.method());
    MDC.put("path", line.path());
    MDC.put("status", Integer.toString(line.status()));
    MDC.put("bytes", Long.toString(line.bytes()));
    MDC.put("milliseconds", Long.toString(milliseconds));
    MDC.put(LogFields.REQUEST_ID, line.occurrence().requestId());
    line.occurrence().traceId().ifPresent(trace -> MDC.put(LogFields.TRACE_ID, trace));
    line.token().ifPresent(token -> MDC.put(LogFields.TOKEN_ID, token.toString()));
    LOG.infof(
        "%s %s %s %s %s bytes %s ms request %s%s",
        line.client(),
        line.method(),
        line.path(),
        line.status(),
        line.bytes(),
        milliseconds,
        line.occurrence().requestId(),
        line.token().map(" token %s"::formatted).orElse(""));
    MDC.clear();
  }
}
