package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.evidence.Socketry.Answer;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients who make tokens, use them and revoke them behind a load balancer, and hold the service to
 * what it has answered: a token that was made counts until it is revoked, and one that was revoked
 * is dead everywhere once the bound is over. They take trouble only while it is announced.
 */
final class Crowd implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int OFTEN_MILLIS = 15;
  private static final int RARELY_MILLIS = 120;

  /** So many are in use that some are new, some are old, and some are left whatever happens. */
  private static final int MOST_ALIVE = 60;

  private static final int FEWEST_ALIVE = 20;

  /** HAProxy's own answers for a replica that is gone, and none at all; and ours for the store. */
  private static final Set<Integer> TROUBLES_BEHIND_BALANCER =
      Set.of(KeptConnection.NO_ANSWER, 502, 503, 504);

  /** Of a replica that lives all along. */
  private static final Set<Integer> TROUBLES = Set.of(503);

  /** What is counted beside the kinds of requests: who answered 503. */
  static final String OF_SERVICE = "503 of the service";

  static final String OF_BALANCER = "503 of the balancer";

  private static final String JUNK = "Bearer twd_senseless";

  private final URI service;
  private final Duration bound;
  private final String owner;
  private final Set<Integer> troubles;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final List<Future<?>> clients = new ArrayList<>();
  private final List<KeptConnection> connections = new ArrayList<>();

  private final Set<Made> alive = ConcurrentHashMap.newKeySet();

  /** By the moment at which their revocation was answered. */
  private final Map<Made, Long> dead = new ConcurrentHashMap<>();

  private final Map<String, Integer> wrong = new TreeMap<>();
  private final Map<String, Integer> seen = new TreeMap<>();
  private boolean troubleAhead;

  private Crowd(URI service, Set<Integer> troubles, Duration bound, String owner) {
    this.service = service;
    this.troubles = troubles;
    this.bound = bound;
    this.owner = "Bearer " + owner;
  }

  /**
   * Begins to ask a load balancer.
   *
   * @param balancer where to ask
   * @param bound after which a revoked token is dead everywhere
   * @param owner a token of theirs, which is never revoked
   */
  static Crowd at(URI balancer, Duration bound, String owner, long seed) {
    return new Crowd(balancer, TROUBLES_BEHIND_BALANCER, bound, owner).begun(seed);
  }

  /** Begins to ask one replica, which lives all along. */
  static Crowd of(Service replica, Duration bound, String owner, long seed) {
    return new Crowd(replica.baseUri(), TROUBLES, bound, owner).begun(seed);
  }

  private Crowd begun(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      begin(OFTEN_MILLIS, new Random(random.nextLong()), this::use);
    }
    begin(OFTEN_MILLIS, new Random(random.nextLong()), this::useRevoked);
    begin(RARELY_MILLIS, random, (connection, unused) -> useJunk(connection));
    begin(RARELY_MILLIS, random, (connection, unused) -> list(connection));
    begin(RARELY_MILLIS / 2, random, (connection, unused) -> make(connection));
    begin(RARELY_MILLIS, new Random(random.nextLong()), this::revoke);
    return this;
  }

  /** From now on some may not be answered, but nobody may be answered wrongly. */
  synchronized void expectTrouble() {
    troubleAhead = true;
  }

  /** From now on everybody has to be answered. */
  synchronized void expectNone() {
    troubleAhead = false;
  }

  /** Waits until so many more of one kind have been answered. */
  void awaitMore(String what, int times) {
    int before = answered(what);
    await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> assertThat(answered(what)).as("%s", this).isGreaterThanOrEqualTo(before + times));
  }

  /** How many of one kind have been answered so far. */
  synchronized int answered(String what) {
    return seen.getOrDefault(what, 0);
  }

  /** Nothing was answered that may not be, and nothing in a way that is not documented. */
  synchronized void assertFlawless() {
    assertThat(clients).noneMatch(Future::isDone);
    assertThat(new ArrayList<>(wrong.entrySet())).isEmpty();
  }

  /**
   * Ends, and then asks once more for all: what was made is there, and what was revoked is dead.
   */
  void assertEverythingKept() {
    close();
    try (KeptConnection connection = new KeptConnection(service)) {
      assertThat(alive)
          .allSatisfy(made -> assertThat(connection.ask(me(made)).status()).isEqualTo(200));
      assertThat(dead.keySet())
          .allSatisfy(made -> assertThat(connection.ask(me(made)).status()).isEqualTo(401));
    }
  }

  /** What was answered, and how often. */
  @Override
  public synchronized String toString() {
    return seen.toString();
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

  private void begin(int millis, Random random, Habit habit) {
    KeptConnection connection = new KeptConnection(service);
    connections.add(connection);
    clients.add(
        threads.scheduleWithFixedDelay(
            () -> habit.follow(connection, random), millis, millis, TimeUnit.MILLISECONDS));
  }

  private void use(KeptConnection connection, Random random) {
    any(alive, random)
        .ifPresent(
            made -> {
              boolean calm = isCalm();
              Answer answer = connection.ask(me(made));
              if (alive.contains(made)) {
                judge("a token", 200, calm, answer);
              }
            });
  }

  private void useRevoked(KeptConnection connection, Random random) {
    long before = System.nanoTime() - bound.toNanos();
    any(dead.keySet(), random)
        .filter(made -> dead.getOrDefault(made, Long.MAX_VALUE) - before < 0)
        .ifPresent(made -> judge("a revoked token", 401, isCalm(), connection.ask(me(made))));
  }

  private void useJunk(KeptConnection connection) {
    judge("junk", 401, isCalm(), connection.ask(KeptConnection.get(Requests.ME, JUNK)));
  }

  private void list(KeptConnection connection) {
    judge("a list", 200, isCalm(), connection.ask(KeptConnection.get(Requests.TOKENS, owner)));
  }

  private void make(KeptConnection connection) {
    if (alive.size() >= MOST_ALIVE) {
      return;
    }
    String body = "{\"name\":\"Of the crowd\"}";
    boolean calm = isCalm();
    Answer answer = connection.ask(KeptConnection.request("POST", Requests.TOKENS, owner, body));
    judge("a creation", 200, calm, answer);
    if (answer.status() == 200) {
      JsonPath made = JsonPath.from(answer.body());
      String text = Secrets.register(made.getString("payload.token"));
      alive.add(new Made(made.getString("payload.id"), text));
    }
  }

  /** Whether it has happened is open unless that is answered, and so nobody asks for it again. */
  private void revoke(KeptConnection connection, Random random) {
    if (alive.size() <= FEWEST_ALIVE) {
      return;
    }
    any(alive, random)
        .filter(alive::remove)
        .ifPresent(
            made -> {
              String path = Requests.TOKENS + "/" + made.id();
              boolean calm = isCalm();
              Answer answer = connection.ask(KeptConnection.request("DELETE", path, owner, ""));
              judge("a revocation", 204, calm, answer);
              if (answer.status() == 204) {
                dead.put(made, System.nanoTime());
              }
            });
  }

  private static String me(Made made) {
    return KeptConnection.get(Requests.ME, "Bearer " + made.text());
  }

  private static Optional<Made> any(Set<Made> all, Random random) {
    int size = all.size();
    return size == 0 ? Optional.empty() : all.stream().skip(random.nextInt(size)).findFirst();
  }

  private synchronized boolean isCalm() {
    return !troubleAhead;
  }

  /** A request counts as one in calm times if they were calm from its beginning to its end. */
  private synchronized void judge(String what, int status, boolean calm, Answer answer) {
    seen.merge(what + " " + answer.status(), 1, Integer::sum);
    boolean isOfBalancer = troubles.size() > 1 && isOfBalancer(answer);
    if (answer.status() == 503) {
      seen.merge(isOfBalancer ? OF_BALANCER : OF_SERVICE, 1, Integer::sum);
    }
    boolean isExcused = troubles.contains(answer.status()) && !(calm && !troubleAhead);
    boolean isRight = answer.status() == status || isExcused;
    if (!isRight || !(isOfBalancer || Documented.is(answer))) {
      wrong.merge(
          what + ": " + answer.status() + " " + answer.headers() + " " + answer.body(),
          1,
          Integer::sum);
    }
  }

  /** None at all, or a page that HAProxy has for a replica that did not answer it. */
  private static boolean isOfBalancer(Answer answer) {
    return answer.status() == KeptConnection.NO_ANSWER
        || (answer.status() > 500 && answer.body().startsWith("<html>"));
  }

  /** What a client does again and again. */
  @FunctionalInterface
  private interface Habit {
    void follow(KeptConnection connection, Random random);
  }
}
