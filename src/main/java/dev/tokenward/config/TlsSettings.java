package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code APP_FORCE_TLS}. */
@ConfigMapping(prefix = "app")
public interface TlsSettings {

  /**
   * Whether requests that come over plain HTTP are turned away.
   *
   * @return true only where {@link AppSettings#url} is an https URL
   */
  @WithDefault("false")
  boolean forceTls();
}
