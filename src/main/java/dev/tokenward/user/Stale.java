package dev.tokenward.user;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;

/** Changes of what somebody has seen in a state that is gone. */
public final class Stale {

  private Stale() {}

  /**
   * Refuses a change of a row that was changed since it was seen. The row is to be locked, so that
   * it stays what it is until the change is made.
   *
   * @param seen when the row was changed last, as whoever changes it now has seen it; empty for
   *     somebody who changes it whatever it is
   * @param changed when it was changed last
   * @param what people call it
   * @throws ProblemException with {@link Problem.Conflict}
   */
  public static void refuse(Optional<Instant> seen, Instant changed, String what) {
    if (seen.filter(moment -> !moment.equals(changed)).isPresent()) {
      throw new ProblemException(
          new Problem.Conflict(
              "Somebody has changed this %s since you opened the form. Open it again and repeat your change."
                  .formatted(what)));
    }
  }
}
