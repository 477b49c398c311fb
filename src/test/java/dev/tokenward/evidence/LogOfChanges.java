package dev.tokenward.evidence;

import static org.awaitility.Awaitility.await;

import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.SmallDisk;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What PostgreSQL writes before it changes anything, on a disk of its own. */
final class LogOfChanges {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More megabytes than fit on the disk. */
  private static final int MOST_PIECES = 1_000;

  private LogOfChanges() {}

  /**
   * Fills the disk and writes to the log, as somebody does who loads much data, until clients have
   * felt enough of it. PostgreSQL ends every session where it finds no room; it may find some while
   * it recovers, and go on.
   */
  static void overflow(SmallDisk disk, OwnDatabase database, BooleanSupplier isEnough) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              disk.fill();
              writeUntilRefused(database);
              return isEnough.getAsBoolean();
            });
  }

  private static void writeUntilRefused(OwnDatabase database) {
    String piece = "pg_logical_emit_message(false, 'ballast', repeat('x', 1000000))";
    try {
      for (int i = 0; i < MOST_PIECES; i++) {
        database.number("select %s - '0/0'::pg_lsn".formatted(piece));
      }
    } catch (IllegalStateException refused) {
      return;
    }
    throw new AssertionError("The disk for the log of changes does not get full");
  }
}
