package dev.tokenward.command;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;

/**
 * The settings as they are known before Quarkus starts: environment, {@code .env}, properties, in
 * the places and in the order that Quarkus knows. What is built into the service is left out: it
 * has no setting that is looked at so early, and to find it takes long in a native executable.
 */
final class EarlyConfig {

  private static final Path FILE = Path.of("config", "application.properties");

  /** Above what is built in, below the environment; as Quarkus has it. */
  private static final int ORDINAL_OF_FILE = 260;

  private EarlyConfig() {}

  static SmallRyeConfig read() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addSystemSources()
        .withSources(
            PropertiesConfigSourceLoader.inFileSystem(
                FILE.toUri().toString(), ORDINAL_OF_FILE, EarlyConfig.class.getClassLoader()))
        .withSources(new DotEnvConfigSourceProvider())
        .withProfile("prod")
        .build();
  }
}
