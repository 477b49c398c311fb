package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A wall clock that belongs to one process, and that a test can set while it runs, as an operator
 * or NTP does. What the process measures durations with goes on as it was.
 */
public final class OwnClock implements AutoCloseable {

  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
  private static final String NEEDED = "libfaketime (Debian's package libfaketime)";

  /** Of a process that reads the file at most once in each second. */
  private static final Duration UNTIL_SEEN = Duration.ofMillis(2_100);

  private final Path library;
  private final Path file;

  private OwnClock(Path library) {
    try {
      this.library = library;
      this.file = Files.createTempFile("tokenward-clock", "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A clock that is right. The test is skipped, with the reason, where the library is missing that
   * gives a process a clock of its own.
   *
   * @return a clock for one process or several
   */
  public static OwnClock required() {
    Tools.require(library().isPresent(), NEEDED);
    return ifPossible().orElseThrow();
  }

  /**
   * The same for a test that can do without, unless the environment says that it must not.
   *
   * @return a clock, or nothing where the library is missing
   */
  public static Optional<OwnClock> ifPossible() {
    Optional<OwnClock> clock = library().map(OwnClock::new);
    Tools.have(clock.isPresent(), NEEDED);
    clock.ifPresent(own -> own.setAhead(Duration.ZERO));
    return clock;
  }

  /**
   * What gives a process this clock.
   *
   * @return variables of the environment
   */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Debian builds it with a remedy for other programs, by which no wait of a JVM ever waits.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /**
   * Sets it, and comes back when a process has seen that, which looks once a second.
   *
   * @param ahead of the machine's own clock; negative for behind
   */
  public void setAhead(Duration ahead) {
    try {
      Path next = Files.writeString(Path.of(file + ".next"), "%+d".formatted(ahead.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    await().pollDelay(UNTIL_SEEN).until(() -> true);
  }

  /** Removes its file; the processes that have it have ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<Path> library() {
    try (DirectoryStream<Path> platforms = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu")) {
      for (Path platform : platforms) {
        Path library = platform.resolve(LIBRARY);
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
      return Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
