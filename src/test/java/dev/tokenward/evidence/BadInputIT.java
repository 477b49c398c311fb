package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenward.evidence.BadInput.Caller;
import dev.tokenward.evidence.Socketry.Answer;
import dev.tokenward.evidence.Socketry.HangException;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing that a stranger or a caller can send makes the service fail, hang or tell of its inside.
 * Each run sends other requests; {@code -Dtokenward.seed=…} sends those of an earlier one again.
 */
class BadInputIT {

  private static final int REQUESTS = 10_000;
  private static final int CLIENTS = 6;
  private static final int PATIENCE_MILLIS = 5_000;

  /** How long a request that need not be answered gets. */
  private static final int GRACE_MILLIS = 200;

  private static final int MOST_SHOWN = 20;

  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(java|javax|jakarta|io\\.quarkus|io\\.vertx|io\\.netty|org\\.hibernate|dev\\.tokenward)"
              + "\\.[a-z]+|[a-z]Exception\\b|\\n\\s+at [\\w.$/<>]+\\(|SQLSTATE|select .* from ");
  private static final Pattern TOKEN = Pattern.compile("twd_[0-9A-Za-z]{49}");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static Service service;
  private static Caller caller;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("LOGIN_MAX_ATTEMPTS", "1000000")
            .start();
    caller = newSuperuser();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void noRequestMakesTheServiceFailOrHangOrTellOfItsInside() {
    long seed = seed();
    AtomicInteger next = new AtomicInteger();

    List<Tally> tallies = Swarm.atOnce(CLIENTS, client -> sendAll(seed, next));

    List<String> failures = tallies.stream().flatMap(tally -> tally.failures.stream()).toList();
    assertThat(failures.stream().limit(MOST_SHOWN))
        .as("%d failures with -Dtokenward.seed=%d", failures.size(), seed)
        .isEmpty();
    assertReachedAllParts(tallies, seed);
    assertHealthy(seed);
  }

  /** A generator whose requests all bounce off the first check would show nothing. */
  private static void assertReachedAllParts(List<Tally> tallies, long seed) {
    Map<Integer, Long> statuses =
        tallies.stream()
            .flatMap(tally -> tally.statuses.stream())
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    assertThat(statuses)
        .as("statuses with -Dtokenward.seed=%d", seed)
        .containsKeys(200, 302, 400, 401, 404, 405, 413, 414, 415, 422, 431);
    assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 10);
    assertThat(statuses.values().stream().mapToLong(Long::longValue).sum())
        .as("answered of " + REQUESTS)
        .isGreaterThan(REQUESTS * 9L / 10);
  }

  private static void assertHealthy(long seed) {
    Api api = Api.of(service);
    assertThat(api.anonymous().get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(api.withToken(caller.token()).get(Requests.ME).statusCode()).isEqualTo(200);
    assertThat(service.output().lines().filter(BadInputIT::complains).limit(MOST_SHOWN))
        .as("the service's log with -Dtokenward.seed=%d", seed)
        .isEmpty();
  }

  private static boolean complains(String line) {
    return line.contains(" ERROR ") || line.startsWith("\tat ") || line.contains("Exception");
  }

  private static Tally sendAll(long seed, AtomicInteger next) {
    Tally tally = new Tally();
    for (int number = next.getAndIncrement(); number < REQUESTS; number = next.getAndIncrement()) {
      RawRequest request = BadInput.request(seed, number, caller);
      try {
        int millis = request.withoutAnswer() ? GRACE_MILLIS : PATIENCE_MILLIS;
        Optional<Answer> answer = Socketry.send(service.baseUri(), "127.0.0.1", request, millis);
        answer.ifPresent(given -> tally.note(given, request));
      } catch (HangException hang) {
        if (!request.withoutAnswer()) {
          tally.fail("no answer", request);
        }
      } catch (RuntimeException broken) {
        tally.fail("not an HTTP answer: " + broken, request);
      }
    }
    return tally;
  }

  private static long seed() {
    String given = System.getProperty("tokenward.seed", "");
    long seed = given.isBlank() ? new Random().nextInt() : Long.parseLong(given);
    System.out.println("BadInputIT: -Dtokenward.seed=" + seed);
    return seed;
  }

  /** The second user, so that no generated path names them. Users 3 and 4 are there to be hit. */
  private static Caller newSuperuser() {
    Requests admin = Requests.to(service);
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("superuser", 1));
    String username = fields.get("username").toString();
    String password = fields.get("password").toString();
    assertThat(admin.post(Requests.USERS, fields).<Integer>path("payload.id")).isEqualTo(2);
    Stream.of(3, 4).forEach(id -> admin.post(Requests.USERS, Requests.newUser(Requests.newName())));
    String token =
        Api.of(service)
            .withBasic(username, password)
            .contentType(ContentType.JSON)
            .body(Map.of("name", "Bad input"))
            .post(Requests.TOKENS)
            .path("payload.token");
    return new Caller(Secrets.register(token), username, password);
  }

  /** What one client saw. */
  private static final class Tally {

    private final List<String> failures = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();

    void note(Answer answer, RawRequest request) {
      statuses.add(answer.status());
      Matcher tokens = TOKEN.matcher(answer.body());
      while (tokens.find()) {
        Secrets.register(tokens.group());
      }
      if (answer.status() >= 500) {
        fail("status " + answer.status(), request);
      }
      if (INSIDE.matcher(answer.body()).find()) {
        fail("tells of its inside: " + answer.body(), request);
      }
      if (answer.isJson() && !answer.body().isEmpty() && !isJson(answer.body())) {
        fail("says it is JSON: " + answer.body(), request);
      }
    }

    void fail(String what, RawRequest request) {
      failures.add(what + "\n  for " + request.masked(List.of(caller.token(), caller.password())));
    }

    private static boolean isJson(String body) {
      try {
        return !JSON.readTree(body).isMissingNode();
      } catch (JsonProcessingException notJson) {
        return false;
      }
    }
  }
}
