package dev.tokenward.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Starts the embedded server again whenever it has ended without being told to, as the service
 * manager of a machine would: nobody else is there to do it.
 */
final class ServerWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ServerWatch.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final int port;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(ServerWatch::thread);

  private ServerWatch(Cluster cluster, int port) {
    this.cluster = cluster;
    this.port = port;
  }

  /** Begins to watch a server that runs. */
  static ServerWatch over(Cluster cluster, int port) {
    ServerWatch watch = new ServerWatch(cluster, port);
    long millis = BETWEEN_LOOKS.toMillis();
    ScheduledFuture<?> unused =
        watch.looks.scheduleWithFixedDelay(watch::look, millis, millis, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Ends the watch, once a start that is under way has ended; the server stays as it is. */
  @Override
  public void close() {
    looks.shutdown();
    try {
      if (!looks.awaitTermination(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("The embedded PostgreSQL is still being started.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (!cluster.isRunning()) {
        LOG.warn("The embedded PostgreSQL has ended and is started again.");
        cluster.startAgain(port);
      }
    } catch (RuntimeException failed) {
      LOG.errorf("%s It is tried again in 5 seconds.", failed.getMessage());
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "embedded database watch");
    thread.setDaemon(true);
    return thread;
  }
}
