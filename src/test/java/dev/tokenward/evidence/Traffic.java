package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.evidence.Socketry.Answer;
import dev.tokenward.process.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Clients of all kinds who ask some replicas, steadily or as fast as they are answered. Every
 * answer is judged: what must pass passes or is told to come back, what must not pass does not, and
 * nothing else happens.
 */
final class Traffic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int OFTEN_MILLIS = 20;
  private static final int RARELY_MILLIS = 100;

  /** Every check of a password costs a tenth of a second of a processor. */
  private static final int SELDOM_MILLIS = 1_000;

  private static final int THREADS = 10;
  private static final String JUNK = "Bearer twd_senseless";

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final List<Future<?>> clients = new ArrayList<>();
  private final List<KeptConnection> connections = new ArrayList<>();
  private final Map<String, Integer> wrong = new TreeMap<>();
  private final Map<Service, Integer> undecided = new HashMap<>();
  private final Map<Service, Integer> passed = new HashMap<>();

  private Traffic() {}

  /**
   * Begins, on each replica: who uses tokens, who uses those that are revoked or no tokens at all,
   * and who manages.
   */
  static Traffic to(List<Service> replicas, Requests admin, List<Made> valid, Made revoked) {
    Traffic traffic = new Traffic();
    String passwordOwner = Requests.newName();
    String manager = "Bearer " + valid.get(0).text();
    String signIn = Requests.basic(passwordOwner, admin.passwordOfNewUser(passwordOwner));
    List<Asked> uses = valid.stream().map(token -> passing("a token", token)).toList();
    List<Asked> refusals =
        List.of(
            new Asked("a revoked token", get(Requests.ME, "Bearer " + revoked.text()), 401, true),
            new Asked("junk", get(Requests.ME, JUNK), 401, false));
    List<Asked> management =
        List.of(
            new Asked("tokens", get(Requests.TOKENS, manager), 200, true),
            new Asked("users", get(Requests.USERS + "?limit=2", manager), 200, true),
            new Asked("a change", change(admin, manager), 200, true));
    List<Asked> signIns = List.of(new Asked("a password", get(Requests.TOKENS, signIn), 200, true));
    for (Service replica : replicas) {
      traffic.begin(replica, OFTEN_MILLIS, uses);
      traffic.begin(replica, OFTEN_MILLIS, uses);
      traffic.begin(replica, OFTEN_MILLIS, refusals);
      traffic.begin(replica, RARELY_MILLIS, management);
      traffic.begin(replica, SELDOM_MILLIS, signIns);
    }
    return traffic;
  }

  private static Asked passing(String what, Made token) {
    return new Asked(what, get(Requests.ME, "Bearer " + token.text()), 200, true);
  }

  private static String get(String path, String authorization) {
    return KeptConnection.get(path, authorization);
  }

  private static String change(Requests admin, String authorization) {
    int id = admin.post(Requests.USERS, Requests.newUser(Requests.newName())).path("payload.id");
    return KeptConnection.request(
        "PATCH", Requests.USERS + "/" + id, authorization, "{\"jobtitle\":\"Changed\"}");
  }

  private void begin(Service replica, int millis, List<Asked> all) {
    KeptConnection connection = new KeptConnection(replica.baseUri());
    connections.add(connection);
    Iterator<Asked> next = Stream.generate(() -> all).flatMap(List::stream).iterator();
    clients.add(
        threads.scheduleAtFixedRate(
            () -> {
              Asked asked = next.next();
              judge(replica, asked, connection.ask(asked.request()));
            },
            0,
            millis,
            TimeUnit.MILLISECONDS));
  }

  private synchronized void judge(Service replica, Asked asked, Answer answer) {
    boolean isUndecided = answer.status() == 503 && asked.needsStore();
    if (isUndecided) {
      undecided.merge(replica, 1, Integer::sum);
    } else if (answer.status() == 200) {
      passed.merge(replica, 1, Integer::sum);
    }
    boolean isRight = isUndecided || answer.status() == asked.status();
    if (!isRight || !Documented.is(answer)) {
      wrong.merge(
          asked.what() + ": " + answer.status() + " " + answer.headers() + " " + answer.body(),
          1,
          Integer::sum);
    }
  }

  /** Waits until each of these replicas has not been able to decide so many times more. */
  void awaitUndecided(Set<Service> replicas, int times) {
    awaitMore(undecided, replicas, times);
  }

  /** Waits until each of these replicas has let so many more requests pass. */
  void awaitPassed(Set<Service> replicas, int times) {
    awaitMore(passed, replicas, times);
  }

  private void awaitMore(Map<Service, Integer> counted, Set<Service> replicas, int times) {
    Map<Service, Integer> before = copy(counted);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Map<Service, Integer> now = copy(counted);
              return replicas.stream()
                  .allMatch(
                      replica ->
                          now.getOrDefault(replica, 0) - before.getOrDefault(replica, 0) >= times);
            });
  }

  private synchronized Map<Service, Integer> copy(Map<Service, Integer> counted) {
    return Map.copyOf(counted);
  }

  /** Nothing was answered in a way that it may not be. */
  synchronized void assertFlawless() {
    assertThat(clients).noneMatch(Future::isDone);
    assertThat(new ArrayList<>(wrong.entrySet())).isEmpty();
  }

  /** Everybody could be answered at once. */
  synchronized void assertAllDecided() {
    assertThat(undecided).isEmpty();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(KeptConnection::close);
  }

  /**
   * A request of one kind.
   *
   * @param what it is, without its secret
   * @param request all its bytes
   * @param status how it must be answered
   * @param needsStore whether it may be answered 503 while the store is away
   */
  private record Asked(String what, String request, int status, boolean needsStore) {}
}
