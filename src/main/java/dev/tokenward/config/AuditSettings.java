package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings about the audit log. */
@ConfigMapping(prefix = "audit")
public interface AuditSettings {

  /**
   * For how long entries are kept.
   *
   * @return days of 24 hours, from 1 to 36525; 0 to keep all
   */
  @WithDefault("365")
  int retentionDays();
}
