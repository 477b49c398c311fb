package dev.tokenward.command;

import io.smallrye.config.SmallRyeConfig;

/** Where the service is reached when nobody says: on this machine, at the port it listens on. */
final class PublicUrl {

  private static final String APP_URL = "app.url";

  private PublicUrl() {}

  static void settle(SmallRyeConfig config) {
    boolean configured = config.getOptionalValue(APP_URL, String.class).isPresent();
    int port = config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
    if (!configured && port > 0) {
      System.setProperty(APP_URL, "http://localhost:" + port);
    }
  }
}
