package dev.tokenward.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The data directory of an installation that has been migrated and has no users yet. To unpack an
 * embedded PostgreSQL, to make its cluster and to migrate it takes longer than the rest of a start,
 * so services whose data are nobody's concern get copies.
 */
final class DataTemplate {

  private static final AtomicBoolean WANTED = new AtomicBoolean();

  private DataTemplate() {}

  /**
   * A directory for a service that is about to start. The first of this JVM is empty: a template
   * pays only where several services are started.
   *
   * @return a new directory, for the caller to delete
   */
  static Path copied() {
    try {
      Path directory = Files.createTempDirectory("tokenward-data");
      if (WANTED.getAndSet(true)) {
        Tools.run("cp", "-a", Made.DIRECTORY + "/.", directory.toString());
      }
      return directory;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Made once, by whoever needs it first. */
  private static final class Made {

    private static final Path DIRECTORY = make();

    private static Path make() {
      try {
        Path directory = Files.createTempDirectory("tokenward-template");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "template-end"));
        Command.Result migrated =
            Command.run(Map.of("TOKENWARD_DATA_DIR", directory.toString()), "", "migrate");
        if (migrated.exitCode() != 0) {
          throw new IllegalStateException("No template was made: " + migrated);
        }
        return directory;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static void delete(Path directory) {
      Tools.run("rm", "-rf", directory.toString());
    }
  }
}
