package dev.tokenward.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A real PostgreSQL for one machine, for who has configured none: started on a data directory that
 * is kept between runs, reachable only from this machine and only with its password. One process at
 * a time owns a data directory, and starts the server again if it is killed.
 *
 * <p>Every method may block for seconds; none may be called on an event loop.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BETWEEN_LOOKS_MILLIS = 100;

  private final int port;
  private final String password;
  private final DataDirectory directory;
  private final Runnable stop;

  private EmbeddedPostgres(int port, DataDirectory directory, Runnable stop) {
    this.port = port;
    this.password = directory.password();
    this.directory = directory;
    this.stop = stop;
  }

  /**
   * Whether this build carries a PostgreSQL for this machine.
   *
   * @return false where the programs were left out, as in production images
   */
  public static boolean available() {
    return PostgresBinaries.available();
  }

  /**
   * Starts the server, after clearing away what a crash left.
   *
   * @param dataDirectory made if it is not there
   * @return the running server
   * @throws EmbeddedPostgresException with a line for the user, also when a live process has the
   *     directory
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    DataDirectory directory = DataDirectory.at(dataDirectory);
    return start(directory, directory.tryLock().orElseThrow(directory::inUse));
  }

  /**
   * Uses the server of a live process on the directory, else starts one.
   *
   * @param dataDirectory made if it is not there
   * @return a running server; closing it stops it only if it was started here
   * @throws EmbeddedPostgresException with a line for the user
   */
  public static EmbeddedPostgres attachOrStart(Path dataDirectory) {
    DataDirectory directory = DataDirectory.at(dataDirectory);
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Optional<FileLock> lock = directory.tryLock();
      if (lock.isPresent()) {
        return start(directory, lock.get());
      }
      Optional<Postmaster> live = Postmaster.of(directory.cluster()).filter(Postmaster::ready);
      if (live.isPresent()) {
        return new EmbeddedPostgres(live.get().port(), directory, () -> {});
      }
      pause();
    }
    throw directory.inUse();
  }

  /**
   * Where the reactive client finds it.
   *
   * @return a URL without credentials
   */
  public String reactiveUrl() {
    return "postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE;
  }

  /**
   * Where JDBC finds it.
   *
   * @return a URL without credentials
   */
  public String jdbcUrl() {
    return "jdbc:" + reactiveUrl();
  }

  /**
   * The database's only user.
   *
   * @return its name
   */
  public String username() {
    return Cluster.USER;
  }

  /**
   * The password of {@link #username}.
   *
   * @return a secret
   */
  public String password() {
    return password;
  }

  /**
   * What encrypts keys in the database, which is kept in a file beside it.
   *
   * @return 32 bytes in Base64, a secret
   */
  public String keySecret() {
    return directory.keySecret();
  }

  /** Stops the server if it was started here, and gives the data directory back. */
  @Override
  public void close() {
    stop.run();
  }

  private static EmbeddedPostgres start(DataDirectory directory, FileLock lock) {
    try {
      Path binaries = PostgresBinaries.unpackInto(directory.path());
      Cluster cluster = new Cluster(directory, new PostgresProgram(binaries, directory.path()));
      int port = cluster.start();
      ServerWatch watch = ServerWatch.over(cluster, port);
      return new EmbeddedPostgres(
          port,
          directory,
          () -> {
            watch.close();
            cluster.stop();
            release(lock);
          });
    } catch (RuntimeException failed) {
      release(lock);
      throw failed;
    }
  }

  private static void release(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("The start was interrupted.", interrupted);
    }
  }
}
