package dev.tokenward.command;

import dev.tokenward.store.EmbeddedPostgres;
import io.quarkus.runtime.Application;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the database: the one that is configured, else an embedded one. With a configured database
 * nothing of the embedded one is touched.
 */
final class Database {

  private static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
  private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
  private static final String USERNAME = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String KEY_SECRET = "assertion.key-secret";

  private Database() {}

  /** What the database is wanted for. */
  enum Use {
    /** The service owns an embedded database for as long as it runs. */
    SERVICE,
    /** A task also makes do with the embedded database of a running service. */
    TASK
  }

  static void prepare(SmallRyeConfig config, Use use) {
    Optional<String> configured = config.getOptionalValue(REACTIVE_URL, String.class);
    if (configured.isPresent()) {
      settleJdbcUrl(config, configured.get());
      if (use == Use.SERVICE && lacksKeySecret(config)) {
        throw new StartRefusedException(
            "ASSERTION_ENABLED is true and ASSERTION_KEY_SECRET is missing. Set it to 32 random"
                + " bytes in Base64, as openssl rand -base64 32 prints them, the same for all"
                + " replicas.");
      }
    } else if (config.getOptionalValue(JDBC_URL, String.class).isPresent()) {
      throw new StartRefusedException(
          "QUARKUS_DATASOURCE_JDBC_URL is set, but QUARKUS_DATASOURCE_REACTIVE_URL is not. Set the"
              + " latter to the same database; the former is for migrations only.");
    } else {
      embedded(config, use);
    }
  }

  private static boolean lacksKeySecret(SmallRyeConfig config) {
    return config.getOptionalValue("assertion.enabled", Boolean.class).orElse(false)
        && config.getOptionalValue(KEY_SECRET, String.class).isEmpty();
  }

  /**
   * The migrations go the same way as everything else unless told otherwise. Who does not migrate
   * has no such address, and so nothing that would be made for it at the start.
   */
  private static void settleJdbcUrl(SmallRyeConfig config, String reactiveUrl) {
    boolean migrates =
        config.getOptionalValue("tokenward.migrate-at-start", Boolean.class).orElse(true);
    if (migrates && config.getOptionalValue(JDBC_URL, String.class).isEmpty()) {
      String url = reactiveUrl.replaceFirst("^(vertx-reactive:)?postgres(ql)?:", "postgresql:");
      System.setProperty(JDBC_URL, "jdbc:" + url);
    }
  }

  private static void embedded(SmallRyeConfig config, Use use) {
    boolean allowed =
        !"never"
            .equals(
                config.getOptionalValue("tokenward.embedded-database", String.class).orElse(""));
    if (!allowed) {
      throw new StartRefusedException(
          "TOKENWARD_EMBEDDED_DATABASE is never and no database is configured. Set"
              + " QUARKUS_DATASOURCE_REACTIVE_URL to one, such as"
              + " postgresql://db.example.com:5432/tokenward.");
    }
    if (!EmbeddedPostgres.available()) {
      throw new StartRefusedException(
          "No database is configured, and this build carries none of its own. Set"
              + " QUARKUS_DATASOURCE_REACTIVE_URL to one, such as"
              + " postgresql://db.example.com:5432/tokenward.");
    }
    Path directory =
        Path.of(config.getOptionalValue("tokenward.data-dir", String.class).orElse("data"));
    EmbeddedPostgres postgres =
        use == Use.SERVICE
            ? EmbeddedPostgres.start(directory)
            : EmbeddedPostgres.attachOrStart(directory);
    stopAfterTheApplication(postgres);
    System.setProperty(REACTIVE_URL, postgres.reactiveUrl());
    System.setProperty(JDBC_URL, postgres.jdbcUrl());
    System.setProperty(USERNAME, postgres.username());
    System.setProperty(PASSWORD, postgres.password());
    if (use == Use.SERVICE && lacksKeySecret(config)) {
      System.setProperty(KEY_SECRET, postgres.keySecret());
    }
  }

  /** Shutdown hooks run at the same time; the database's has to wait for the service's. */
  private static void stopAfterTheApplication(EmbeddedPostgres postgres) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  @Nullable Application application = Application.currentApplication();
                  if (application != null) {
                    application.awaitShutdown();
                  }
                  postgres.close();
                },
                "embedded database stop"));
  }
}
