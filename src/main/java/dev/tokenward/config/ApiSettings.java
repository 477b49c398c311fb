package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code API_*} settings. */
@ConfigMapping(prefix = "api")
public interface ApiSettings {

  /**
   * The life of a new token.
   *
   * @return calendar years, from 1 to 100
   */
  @WithDefault("15")
  int tokenExpirationYears();

  /**
   * How many requests somebody may make.
   *
   * @return per minute; 0 for no limit
   */
  @WithDefault("120")
  int throttlePerMinute();
}
