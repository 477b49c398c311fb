package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings about the signed assertions that backends can get from proxies. */
@ConfigMapping(prefix = "assertion")
public interface AssertionSettings {

  /**
   * Whether proxies are given them.
   *
   * @return false unless the operator wants them
   */
  @WithDefault("false")
  boolean enabled();

  /**
   * What the signing keys in the database are encrypted with.
   *
   * @return 32 bytes in Base64, a secret; empty only where there are no assertions
   */
  Optional<String> keySecret();

  /**
   * For how long a key signs.
   *
   * @return at least ten seconds
   */
  @WithDefault("720h")
  Duration rotation();
}
