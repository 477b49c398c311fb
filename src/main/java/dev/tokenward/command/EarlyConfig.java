package dev.tokenward.command;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings as they are known before Quarkus starts: environment, {@code .env}, properties. */
final class EarlyConfig {

  private EarlyConfig() {}

  static SmallRyeConfig read() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withSources(new DotEnvConfigSourceProvider())
        .withProfile("prod")
        .build();
  }
}
