package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings about what proxies are answered. */
@ConfigMapping(prefix = "gateway")
public interface GatewaySettings {

  /**
   * The file with the rules for routes.
   *
   * @return a path, relative to the working directory or absolute; empty where what a route wants
   *     is said by its proxy alone
   */
  Optional<String> rules();
}
