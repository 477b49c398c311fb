package dev.tokenward.store;

import java.time.Duration;

/** Feeds of changes for tests that have no database. */
public final class Feeds {

  private Feeds() {}

  /**
   * A feed that was never started.
   *
   * @return proves nothing, so nothing is decided from memory
   */
  public static ChangeFeed silent() {
    return new ChangeFeed(null, null, null, () -> Duration.ofSeconds(2));
  }
}
