package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How soon a revocation counts everywhere. */
@ConfigMapping(prefix = "revocation")
public interface RevocationSettings {

  /**
   * The longest time for which a replica may still accept what another one has revoked.
   *
   * @return zero for no cache at all, else from 200 milliseconds to 60 seconds
   */
  @WithDefault("2s")
  Duration bound();
}
