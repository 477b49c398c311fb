package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A token that was answered as made is there after any crash, and none is there by half. */
class DurabilityIT {

  private static final int TOKENS = 1_000;
  private static final int CLIENTS = 16;

  /** The crash comes after so many answers at least, and with as many still to come. */
  private static final int FEWEST_ANSWERS = 300;

  @Test
  void everyAnsweredTokenSurvivesTheKillingOfTheService() {
    survives(Service::kill);
  }

  @Test
  void everyAnsweredTokenSurvivesTheKillingOfServiceAndDatabase() {
    survives(
        service -> {
          assumeTrue(service.hasEmbeddedDatabase(), "the database is not the service's own");
          service.embeddedDatabase().destroyForcibly();
          service.kill();
        });
  }

  private static void survives(Consumer<Service> crash) {
    Service killed = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    try (Creation creation = Creation.begin(killed)) {
      creation.awaitAnswers(FEWEST_ANSWERS + new Random().nextInt(TOKENS - 2 * FEWEST_ANSWERS));
      crash.accept(killed);
      creation.awaitEnd();
      try (Service restarted = killed.startAgain()) {
        creation.verify(restarted);
      }
    } finally {
      killed.close();
    }
  }

  /** Clients that make tokens until all are made or the service is gone. */
  private static final class Creation implements AutoCloseable {

    private final Requests requests;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Made> answered = new ConcurrentHashMap<>();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<List<Boolean>> clients;

    private Creation(Service service) {
      this.requests = Requests.to(service);
      this.clients = CompletableFuture.supplyAsync(() -> Swarm.atOnce(CLIENTS, this::create));
    }

    static Creation begin(Service service) {
      return new Creation(service);
    }

    /** One client's part. */
    private boolean create(int client) {
      for (int number = next.getAndIncrement(); number < TOKENS; number = next.getAndIncrement()) {
        String name = "durable " + number;
        try {
          answered.put(name, requests.makeToken(name));
        } catch (Exception | AssertionError noAnswer) {
          unanswered.add(name);
          return false;
        }
      }
      return true;
    }

    void awaitAnswers(int wanted) {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> answered.size() >= wanted || clients.isDone());
    }

    void awaitEnd() {
      clients.join();
      assertThat(unanswered).as("requests that the crash cut off").isNotEmpty();
      assertThat(answered).hasSizeBetween(FEWEST_ANSWERS, TOKENS - 1);
    }

    void verify(Service restarted) {
      assertThat(refused()).as("answered tokens that do not work").isEmpty();
      Map<String, List<String>> stored = stored(restarted);
      assertThat(stored.keySet()).containsAll(answered.keySet());
      assertThat(stored.keySet()).allMatch(name -> isAccountedFor(name));
      answered.forEach((name, made) -> assertStoredWhole(made, stored.get(name)));
      assertThat(malformed(restarted)).isZero();
      assertThat(requests.get(Requests.TOKENS).<List<?>>path("payload"))
          .as("what the service lists, besides the token that makes the requests")
          .hasSize(stored.size() + 1);
    }

    private boolean isAccountedFor(String name) {
      return answered.containsKey(name) || unanswered.contains(name);
    }

    private Set<String> refused() {
      List<Made> all = List.copyOf(answered.values());
      AtomicInteger index = new AtomicInteger();
      Set<String> refused = ConcurrentHashMap.newKeySet();
      Swarm.atOnce(
          CLIENTS,
          client -> {
            for (int i = index.getAndIncrement(); i < all.size(); i = index.getAndIncrement()) {
              if (requests.statusOf(all.get(i)) != 200) {
                refused.add(all.get(i).id());
              }
            }
            return true;
          });
      return refused;
    }

    private static Map<String, List<String>> stored(Service service) {
      String query =
          "select name, id, encode(digest, 'hex') from personal_access_tokens"
              + " where name like 'durable %'";
      return Sql.rows(service, query).stream()
          .collect(Collectors.toMap(row -> row.get(0), Function.identity()));
    }

    private static void assertStoredWhole(Made made, List<String> row) {
      assertThat(row.get(1)).isEqualTo(made.id());
      assertThat(row.get(2)).isEqualTo(sha256(made.text()));
    }

    private static long malformed(Service service) {
      String query =
          "select count(*) from personal_access_tokens t left join users u on u.id = t.user_id"
              + " where octet_length(digest) <> 32 or preview !~ '^twd_….{4}$' or u.id is null"
              + " or expires_at <= t.created_at or revoked_at is not null";
      return Sql.number(service, query);
    }

    private static String sha256(String text) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public void close() {
      clients.cancel(true);
    }
  }
}
