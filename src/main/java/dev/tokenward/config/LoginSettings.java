package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Snipe-IT's {@code LOGIN_*} settings: how often a password may be guessed. */
@ConfigMapping(prefix = "login")
public interface LoginSettings {

  /**
   * How many wrong passwords an account, and a client address (of IPv6: its /64), may give before
   * it is locked out.
   *
   * @return at least 1
   */
  @WithDefault("5")
  int maxAttempts();

  /**
   * How long a lock-out lasts.
   *
   * @return seconds, at least 1
   */
  @WithDefault("60")
  int lockoutDuration();
}
