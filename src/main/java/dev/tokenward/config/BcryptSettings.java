package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code BCRYPT_*} settings. */
@ConfigMapping(prefix = "bcrypt")
public interface BcryptSettings {

  /**
   * The cost of new password hashes.
   *
   * @return the binary logarithm of the number of rounds, from 4 to 16
   */
  @WithDefault("10")
  int rounds();
}
