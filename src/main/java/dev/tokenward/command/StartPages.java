package dev.tokenward.command;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Gives back the pages of a native executable that only its start has needed. The executable is
 * mapped into memory, and whatever was once touched counts as the process's own until somebody else
 * wants it; most of it is never touched again. Two seconds after the start, when the first requests
 * have been answered, all that still is as in the file is given back. What is used after that comes
 * back from the system's cache of files as it is used.
 *
 * <p>On a JVM there is nothing to give back.
 */
@Singleton
class StartPages {

  private static final Logger LOG = Logger.getLogger(StartPages.class);
  private static final Duration AFTER = Duration.ofSeconds(2);
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Path EXECUTABLE = Path.of("/proc/self/exe");

  private final Vertx vertx;

  @Inject
  StartPages(Vertx vertx) {
    this.vertx = vertx;
  }

  void begin(@Observes StartupEvent started) {
    if (ImageMode.current() == ImageMode.NATIVE_RUN) {
      vertx.setTimer(
          AFTER.toMillis(),
          unused ->
              vertx.executeBlocking(StartPages::giveBack, false).onComplete(StartPages::tell));
    }
  }

  /** Blocks: the kernel walks through all pages to tell about them. */
  private static long giveBack() throws IOException {
    long bytes = 0;
    for (MappedPages pages : asInTheFile()) {
      bytes += MemoryAdvice.giveBack(pages.start(), pages.length()) ? pages.length() : 0;
    }
    return bytes;
  }

  private static List<MappedPages> asInTheFile() throws IOException {
    String executable = Files.readSymbolicLink(EXECUTABLE).toString();
    try (Stream<String> lines = Files.lines(MAPPINGS)) {
      return MappedPages.asInTheFile(executable, lines);
    }
  }

  private static void tell(AsyncResult<Long> given) {
    if (given.failed()) {
      LOG.debugf(given.cause(), "The pages that only the start needed are kept");
    } else {
      LOG.debugf("%d bytes of the executable are read again when they are needed", given.result());
    }
  }
}
