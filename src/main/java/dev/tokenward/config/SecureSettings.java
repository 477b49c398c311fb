package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code SECURE_COOKIES}. */
@ConfigMapping(prefix = "secure")
public interface SecureSettings {

  /**
   * Whether cookies are sent over https only even where the public URL does not begin with it.
   *
   * @return true or false
   */
  @WithDefault("false")
  boolean cookies();
}
