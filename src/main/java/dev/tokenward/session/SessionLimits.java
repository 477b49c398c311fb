package dev.tokenward.session;

import java.time.Duration;
import java.time.Instant;

/**
 * When sessions end by themselves.
 *
 * @param idle after so long without a request
 * @param life so long after the sign-in at the latest
 */
record SessionLimits(Duration idle, Duration life) {

  /** A use is noted so much more often than an idle session ends. */
  private static final int NOTES_PER_IDLE_TIME = 30;

  /** Sessions that began before have ended. */
  Instant earliestStart(Instant now) {
    return now.minus(life);
  }

  /** Sessions that were last used before have ended. */
  Instant earliestUse(Instant now) {
    return now.minus(idle);
  }

  /** Whether a use is worth being written down. */
  boolean isNews(Session session, Instant now) {
    return session.lastSeenAt().isBefore(now.minus(idle.dividedBy(NOTES_PER_IDLE_TIME)));
  }
}
