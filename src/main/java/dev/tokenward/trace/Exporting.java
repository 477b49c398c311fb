package dev.tokenward.trace;

import dev.tokenward.config.TraceSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;

/**
 * Sends traces to a collector, as OTLP over HTTP, from a thread of its own. A bounded number of
 * spans waits for it; what comes on top of that is dropped.
 */
final class Exporting {

  private static final Duration BATCH = Duration.ofSeconds(1);

  private Exporting() {}

  static SdkTracerProvider to(TraceSettings settings) {
    return SdkTracerProvider.builder()
        .setResource(
            Resource.create(
                Attributes.builder().put("service.name", settings.serviceName()).build()))
        .setSampler(sampler(settings))
        .addSpanProcessor(
            BatchSpanProcessor.builder(exporter(settings)).setScheduleDelay(BATCH).build())
        .build();
  }

  /**
   * A stranger who says that a request is to be traced, or not to be, decides nothing; but where
   * only a part is kept, the id of the trace decides which, and that may be a stranger's.
   */
  private static Sampler sampler(TraceSettings settings) {
    Sampler part = Sampler.traceIdRatioBased(settings.tracesSamplerArg());
    return Sampler.parentBasedBuilder(part)
        .setRemoteParentSampled(part)
        .setRemoteParentNotSampled(part)
        .build();
  }

  private static OtlpHttpSpanExporter exporter(TraceSettings settings) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder().setEndpoint(place(settings.exporterOtlpEndpoint()));
    settings
        .exporterOtlpHeaders()
        .ifPresent(
            headers ->
                headers.forEach(
                    header -> {
                      String[] parts = header.split("=", 2);
                      builder.addHeader(parts[0].strip(), parts[1].strip());
                    }));
    return builder.build();
  }

  private static String place(String endpoint) {
    return endpoint + (endpoint.endsWith("/") ? "" : "/") + "v1/traces";
  }
}
