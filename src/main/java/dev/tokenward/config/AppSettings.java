package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Snipe-IT's {@code APP_*} settings. */
@ConfigMapping(prefix = "app")
public interface AppSettings {

  /**
   * The public base URL, used in links and as this service's own audience.
   *
   * @return an absolute http or https URL without query and fragment
   */
  @WithDefault("http://localhost:8080")
  URI url();
}
