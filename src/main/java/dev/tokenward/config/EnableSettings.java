package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code ENABLE_*} settings. */
@ConfigMapping(prefix = "enable")
public interface EnableSettings {

  /**
   * Whether answers over https tell browsers to use nothing else (RFC 6797).
   *
   * @return true or false
   */
  @WithDefault("false")
  boolean hsts();
}
