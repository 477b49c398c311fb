package dev.tokenward.log;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * How many lines of one kind may be written within a second. A flood is counted instead, or it
 * would fill the disk and slow everybody.
 */
public final class LineBudget {

  private final Clock clock;
  private final long mostPerSecond;
  private final LongConsumer leftOut;
  private final AtomicLong second = new AtomicLong();
  private final AtomicLong inSecond = new AtomicLong();

  /**
   * A budget that nothing is spent of.
   *
   * @param clock tells the second
   * @param mostPerSecond how many lines, at least 1
   * @param leftOut is told how many lines too many there were in an earlier second, on the thread
   *     of the first that asks in a later one
   */
  public LineBudget(Clock clock, long mostPerSecond, LongConsumer leftOut) {
    this.clock = clock;
    this.mostPerSecond = mostPerSecond;
    this.leftOut = leftOut;
  }

  /**
   * Asks for one more line. Never blocks; may be called on any thread.
   *
   * @return whether to write it
   */
  public boolean take() {
    long now = clock.millis() / 1000;
    long before = second.get();
    if (now != before && second.compareAndSet(before, now)) {
      tell(inSecond.getAndSet(0) - mostPerSecond);
    }
    return inSecond.incrementAndGet() <= mostPerSecond;
  }

  private void tell(long tooMany) {
    if (tooMany > 0) {
      leftOut.accept(tooMany);
    }
  }
}
