package dev.tokenward.log;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * How many lines of one kind may be written within a second, or another time. A flood is counted
 * instead, or it would fill the disk and slow everybody.
 */
public final class LineBudget {

  private final Clock clock;
  private final long millis;
  private final long most;
  private final LongConsumer leftOut;
  private final AtomicLong period = new AtomicLong();
  private final AtomicLong inPeriod = new AtomicLong();

  /**
   * A budget that nothing is spent of.
   *
   * @param clock tells the second
   * @param mostPerSecond how many lines, at least 1
   * @param leftOut is told how many lines too many there were in an earlier second, on the thread
   *     of the first that asks in a later one
   */
  public LineBudget(Clock clock, long mostPerSecond, LongConsumer leftOut) {
    this(clock, Duration.ofSeconds(1), mostPerSecond, leftOut);
  }

  /**
   * The same for another time.
   *
   * @param clock tells the time
   * @param each for which the budget is, in whole milliseconds, longer than zero
   * @param most how many lines in that time, at least 1
   * @param leftOut is told how many lines too many there were in an earlier one
   */
  public LineBudget(Clock clock, Duration each, long most, LongConsumer leftOut) {
    this.clock = clock;
    this.millis = each.toMillis();
    this.most = most;
    this.leftOut = leftOut;
  }

  /**
   * Asks for one more line. Never blocks; may be called on any thread.
   *
   * @return whether to write it
   */
  public boolean take() {
    long now = clock.millis() / millis;
    long before = period.get();
    if (now != before && period.compareAndSet(before, now)) {
      tell(inPeriod.getAndSet(0) - most);
    }
    return inPeriod.incrementAndGet() <= most;
  }

  private void tell(long tooMany) {
    if (tooMany > 0) {
      leftOut.accept(tooMany);
    }
  }
}
