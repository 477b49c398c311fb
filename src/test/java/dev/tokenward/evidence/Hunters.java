package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Service;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Clients of some replicas that ask with one token as fast as they are answered, and note when it
 * was accepted last. Their connections stay open from hunt to hunt.
 */
final class Hunters implements AutoCloseable {

  private static final Duration BEGIN = Duration.ofSeconds(20);

  private final List<KeptConnection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Some for each replica. */
  Hunters(List<Service> replicas, int each) {
    for (Service replica : replicas) {
      for (int i = 0; i < each; i++) {
        URI uri = replica.baseUri();
        connections.add(new KeptConnection(uri));
      }
    }
  }

  /** Begins, and comes back when every client has been let pass. */
  Hunt hunt(Made token) {
    String request = KeptConnection.get(Requests.ME, "Bearer " + token.text());
    Hunt hunt = new Hunt(connections.size());
    connections.forEach(connection -> threads.execute(() -> hunt.run(connection, request)));
    await().atMost(BEGIN).pollInterval(Duration.ofMillis(1)).until(hunt::allHavePassed);
    return hunt;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    connections.forEach(KeptConnection::close);
  }

  /** What the clients have seen of one token. */
  static final class Hunt implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(30);

    private final int clients;
    private final Map<Integer, Long> statuses = new ConcurrentHashMap<>();
    private int passed;
    private int refused;
    private int ended;
    private long lastAskedAndAccepted = Long.MIN_VALUE;
    private long lastAccepted = Long.MIN_VALUE;
    private long firstRefused = Long.MAX_VALUE;
    private volatile boolean over;

    private Hunt(int clients) {
      this.clients = clients;
    }

    private void run(KeptConnection connection, String request) {
      boolean hasPassed = false;
      boolean isRefused = false;
      while (!over) {
        long asked = System.nanoTime();
        int status = connection.ask(request).status();
        long answered = System.nanoTime();
        statuses.merge(status, 1L, Long::sum);
        if (status == 200) {
          accepted(asked, answered, !hasPassed);
          hasPassed = true;
        } else if (status == 401 && !isRefused) {
          isRefused = true;
          refused(answered);
        }
      }
      ended();
    }

    private synchronized void accepted(long asked, long answered, boolean first) {
      passed += first ? 1 : 0;
      lastAskedAndAccepted = Math.max(lastAskedAndAccepted, asked);
      lastAccepted = Math.max(lastAccepted, answered);
    }

    private synchronized void refused(long answered) {
      refused++;
      firstRefused = Math.min(firstRefused, answered);
    }

    private synchronized void ended() {
      ended++;
    }

    synchronized boolean allHavePassed() {
      return passed == clients;
    }

    synchronized boolean allAreRefused() {
      return refused == clients;
    }

    private synchronized boolean haveAllEnded() {
      return ended == clients;
    }

    /** Goes on until so long after a moment, and ends. */
    Hunt endAt(long begin, Duration after) {
      await()
          .atMost(END)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> System.nanoTime() - begin > after.toNanos());
      return end();
    }

    /** Goes on until every client is refused, and ends. */
    Hunt endWhenRefused() {
      await().atMost(END).pollInterval(Duration.ofMillis(1)).until(this::allAreRefused);
      return end();
    }

    private Hunt end() {
      close();
      return this;
    }

    /** Ends, however far it has come. */
    @Override
    public void close() {
      over = true;
      await().atMost(END).pollInterval(Duration.ofMillis(1)).until(this::haveAllEnded);
    }

    /** How long after a moment the last answer came that let a client pass; at least zero. */
    synchronized Duration lastAcceptedAfter(long moment) {
      return Duration.ofNanos(Math.max(0, lastAccepted - moment));
    }

    /** The same for the time at which that request was sent. */
    synchronized Duration lastAskedAndAcceptedAfter(long moment) {
      return Duration.ofNanos(Math.max(0, lastAskedAndAccepted - moment));
    }

    /** A token is never refused before anybody asks to revoke it, and never in another way. */
    synchronized void assertNoWrongRefusal(long revocationAsked) {
      assertThat(statuses.keySet()).isSubsetOf(200, 401, 503);
      assertThat(firstRefused - revocationAsked).isPositive();
    }
  }
}
