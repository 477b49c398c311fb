package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code MAX_*} settings. */
@ConfigMapping(prefix = "max")
public interface MaxSettings {

  /**
   * The most rows a list answers with; also its default.
   *
   * @return from 1 to 10000
   */
  @WithDefault("500")
  int results();
}
