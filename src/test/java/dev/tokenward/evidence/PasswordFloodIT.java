package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenward.evidence.Socketry.Answer;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Those who bring a token do not feel a flood of wrong passwords from many addresses: few threads
 * check passwords, none of them serves requests, and what is too much is refused.
 */
@Alone
class PasswordFloodIT {

  private static final int CHECKS_AT_ONCE = 2;

  /** More than are checked and may wait together. */
  private static final int ATTACKERS = 96;

  private static final int DUMPS = 10;
  private static final int PATIENCE_MILLIS = 30_000;

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("BCRYPT_ROUNDS", "10")
            .env("TOKENWARD_PASSWORD_CHECKS", Integer.toString(CHECKS_AT_ONCE))
            .start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aFloodOfWrongPasswordsLeavesTheEventLoopsToThoseWithTokens()
      throws IOException, InterruptedException {
    assumeTrue(Jcmd.isThere(), "no jcmd beside the service's java: " + Jcmd.program());
    try (Flood flood = Flood.begin()) {
      flood.awaitFirstRefusalForOverload();

      List<List<String>> dumps = new ArrayList<>();
      for (int i = 0; i < DUMPS; i++) {
        assertThat(IntStream.range(0, 20).mapToObj(n -> requests.get(Requests.ME).statusCode()))
            .containsOnly(200);
        dumps.add(threads());
      }

      assertThat(requests.post(Requests.USERS, Requests.newUser(Requests.newName())).statusCode())
          .as("making a user, whose password waits its turn like all others")
          .isIn(200, 503);
      assertThat(dumps)
          .allSatisfy(
              dump -> assertThat(passwordThreads(dump)).hasSizeLessThanOrEqualTo(CHECKS_AT_ONCE));
      assertThat(dumps)
          .anySatisfy(
              dump -> assertThat(passwordThreads(dump)).anyMatch(PasswordFloodIT::runsBcrypt));
      assertThat(dumps)
          .allSatisfy(
              dump -> assertThat(otherThreads(dump)).noneMatch(PasswordFloodIT::runsBcrypt));
      assertThat(flood.statuses()).contains(401, 503).isSubsetOf(401, 429, 503);
    }
  }

  private static Stream<String> eventLoopsOf(List<String> dump) {
    return dump.stream().filter(thread -> thread.contains("vert.x-eventloop-thread"));
  }

  private static List<String> passwordThreads(List<String> dump) {
    assertThat(eventLoopsOf(dump)).isNotEmpty();
    return dump.stream().filter(thread -> thread.startsWith("\"password\"")).toList();
  }

  private static List<String> otherThreads(List<String> dump) {
    return dump.stream().filter(thread -> !thread.startsWith("\"password\"")).toList();
  }

  private static boolean runsBcrypt(String thread) {
    return thread.contains("bcrypt") || thread.contains("BCrypt") || thread.contains("Bcrypt");
  }

  /** All threads of the service, each with its frames. */
  private static List<String> threads() throws IOException, InterruptedException {
    Path output = Files.createTempFile("threads", ".txt");
    try {
      Process jcmd =
          new ProcessBuilder(
                  Jcmd.program().toString(), Long.toString(service.pid()), "Thread.print")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(jcmd.waitFor(30, TimeUnit.SECONDS)).isTrue();
      String dump = Files.readString(output);
      assertThat(jcmd.exitValue()).as(dump).isZero();
      return List.of(dump.split("\n\n"));
    } finally {
      Files.delete(output);
    }
  }

  /** Attackers that go on until they are stopped. */
  private static final class Flood implements AutoCloseable {

    private final ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
    private final ConcurrentMap<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger guesses = new AtomicInteger();
    private final String password = Secrets.newPassword();
    private volatile boolean stopped;

    static Flood begin() {
      Flood flood = new Flood();
      IntStream.range(0, ATTACKERS)
          .forEach(attacker -> flood.attackers.execute(() -> flood.attack(attacker)));
      return flood;
    }

    private void attack(int attacker) {
      while (!stopped) {
        Socketry.send(service.baseUri(), "127.0.0." + (attacker + 2), guess(), PATIENCE_MILLIS)
            .ifPresent(this::note);
      }
    }

    private void note(Answer answer) {
      statuses.merge(answer.status(), 1, Integer::sum);
    }

    private RawRequest guess() {
      String credentials = "nobody" + guesses.incrementAndGet() + ":" + password;
      String encoded =
          Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
      return new RawRequest(
          "GET "
              + Requests.TOKENS
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Authorization: Basic "
              + encoded
              + "\r\n\r\n",
          false);
    }

    void awaitFirstRefusalForOverload() {
      await().atMost(Duration.ofSeconds(60)).until(() -> statuses.containsKey(503));
    }

    Set<Integer> statuses() {
      return statuses.keySet();
    }

    @Override
    public void close() {
      stopped = true;
      attackers.shutdown();
      await().atMost(Duration.ofSeconds(60)).until(attackers::isTerminated);
    }
  }
}
