package dev.tokenward.trace;

import dev.tokenward.config.TraceSettings;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.tracing.TracingOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Has Vert.x tell a tracer of every request, if traces are wanted. Otherwise there is no tracer at
 * all, so that a request costs what it costs without this package. The exporter finds its sender as
 * a service, which the native executable has to be told.
 */
@Singleton
@RegisterForReflection(
    classNames = "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider")
class Tracing implements VertxOptionsCustomizer {

  private static final int MOST_SECONDS_AT_THE_END = 5;

  private final Optional<SdkTracerProvider> provider;

  @Inject
  Tracing(TraceSettings settings) {
    this.provider = settings.sdkDisabled() ? Optional.empty() : Optional.of(Exporting.to(settings));
  }

  /** Vert.x has a newer way, but to whoever makes it, which is Quarkus. */
  @SuppressWarnings("deprecation")
  @Override
  public void accept(VertxOptions options) {
    CurrentTrace.prepare();
    provider.ifPresent(
        exporting -> options.setTracingOptions(new TracingOptions().setFactory(to(exporting))));
  }

  private static VertxTracerFactory to(SdkTracerProvider provider) {
    return unused -> new RequestTracer(provider.get("dev.tokenward"));
  }

  /** What is not exported by then is lost. */
  @PreDestroy
  void stop() {
    provider.ifPresent(
        exporting -> exporting.shutdown().join(MOST_SECONDS_AT_THE_END, TimeUnit.SECONDS));
  }
}
