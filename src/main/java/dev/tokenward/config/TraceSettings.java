package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings about traces, by OpenTelemetry's own names. */
@ConfigMapping(prefix = "otel")
public interface TraceSettings {

  /**
   * Whether there are no traces.
   *
   * @return true unless the operator wants them
   */
  @WithDefault("true")
  boolean sdkDisabled();

  /**
   * The collector that gets them, as OTLP over HTTP.
   *
   * @return an absolute http or https URL, without {@code /v1/traces}
   */
  @WithDefault("http://localhost:4318")
  String exporterOtlpEndpoint();

  /**
   * Headers that the collector wants, such as a key.
   *
   * @return entries such as {@code name=value}, a secret
   */
  Optional<List<String>> exporterOtlpHeaders();

  /**
   * What this service is called there.
   *
   * @return not empty
   */
  @WithDefault("tokenward")
  String serviceName();

  /**
   * How many of the requests are traced.
   *
   * @return from 0 for none to 1 for all
   */
  @WithDefault("1")
  double tracesSamplerArg();
}
