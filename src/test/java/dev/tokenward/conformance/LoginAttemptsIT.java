package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How often a password may be guessed: {@code LOGIN_MAX_ATTEMPTS} per account and per client
 * address, then nothing for {@code LOGIN_LOCKOUT_DURATION}.
 */
@Alone
class LoginAttemptsIT {

  private static final int MOST = 3;
  private static final Duration LOCKOUT = Duration.ofSeconds(12);
  private static final AtomicInteger LAST_ADDRESS = new AtomicInteger(1);

  private static Service service;
  private static Target target;
  private static String adminToken;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("LOGIN_MAX_ATTEMPTS", Integer.toString(MOST))
            .env("LOGIN_LOCKOUT_DURATION", Long.toString(LOCKOUT.toSeconds()))
            .env("API_THROTTLE_PER_MINUTE", "0")
            .start();
    target = Target.of(service);
    adminToken = Api.of(service).createToken("Login attempts");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aWrongPasswordIsAnsweredLikeAnUnknownUser() {
    Reply wrong = guess(newAddress(), newUser().username(), "wrong-password");
    Reply unknown = guess(newAddress(), Given.newName(), "wrong-password");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(Expect.UNAUTHORIZED);
    assertThat(wrong.values("WWW-Authenticate"))
        .containsExactly(Expect.challenge(service.baseUri(), ""), Expect.BASIC);
    assertThat(withoutDateAndNumber(unknown)).isEqualTo(withoutDateAndNumber(wrong));
  }

  @Test
  void aDisabledUserIsAnsweredLikeAnUnknownOne() {
    Login login = newUser(false);

    Reply reply = guess(newAddress(), login.username(), login.password());

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEqualTo(Expect.UNAUTHORIZED);
  }

  @Test
  void anAccountIsLockedFromEveryAddress() {
    Login login = newUser();

    lockAccount(login.username());

    assertLockedOut(guess(newAddress(), login.username(), "wrong-password"));
  }

  @Test
  void theRightPasswordIsRefusedWhileTheAccountIsLocked() {
    Login login = newUser();

    lockAccount(login.username());

    assertLockedOut(guess(newAddress(), login.username(), login.password()));
  }

  @Test
  void aUserWhoDoesNotExistIsLockedOutTheSameWay() {
    String nobody = Given.newName();

    lockAccount(nobody);

    assertLockedOut(guess(newAddress(), nobody, "wrong-password"));
  }

  @Test
  void anAddressIsLockedForEveryAccount() {
    Login login = newUser();
    String address = newAddress();

    lockAddress(address);

    assertLockedOut(guess(address, login.username(), login.password()));
    assertThat(guess(newAddress(), login.username(), login.password()).status()).isEqualTo(200);
  }

  @Test
  void theSpellingsOfAUsernameCountTogether() {
    String username = newUser().username();
    Stream.of(username, username.toUpperCase(Locale.ROOT), "N" + username.substring(1))
        .forEach(spelling -> guess(newAddress(), spelling, "wrong-password"));

    assertLockedOut(guess(newAddress(), username, "wrong-password"));
  }

  @Test
  void aRightPasswordMakesTheAccountForgetTheWrongOnes() {
    Login login = newUser();

    for (int round = 0; round < 2; round++) {
      IntStream.range(1, MOST)
          .forEach(unused -> guess(newAddress(), login.username(), "wrong-password"));
      assertThat(guess(newAddress(), login.username(), login.password()).status()).isEqualTo(200);
    }
  }

  @Test
  void aRightPasswordDoesNotMakeTheAddressForgetTheWrongOnes() {
    Login login = newUser();
    String address = newAddress();

    IntStream.range(1, MOST).forEach(unused -> guess(address, Given.newName(), "wrong-password"));
    assertThat(guess(address, login.username(), login.password()).status()).isEqualTo(200);
    guess(address, Given.newName(), "wrong-password");

    assertLockedOut(guess(address, login.username(), login.password()));
  }

  @Test
  void theLockOutEnds() {
    Login login = newUser();
    lockAccount(login.username());
    assertLockedOut(guess(newAddress(), login.username(), login.password()));

    await()
        .atMost(LOCKOUT.multipliedBy(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> guess(newAddress(), login.username(), login.password()).status() == 200);
  }

  @Test
  void askingWhileLockedOutDoesNotProlongTheLockOut() {
    Login login = newUser();
    lockAccount(login.username());
    int first = retryAfter(guess(newAddress(), login.username(), "wrong-password"));

    await()
        .atMost(LOCKOUT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> retryAfter(guess(newAddress(), login.username(), "wrong-password")) < first);
  }

  @Test
  void manyGuessesAtOnceAreNoMoreThanTheLimit() {
    Login login = newUser();

    List<Integer> statuses =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(unused -> guess(newAddress(), login.username(), "wrong-password").status())
            .toList();

    assertThat(statuses).containsOnly(401, 429);
    assertThat(statuses.stream().filter(status -> status == 401)).hasSize(MOST);
  }

  @Test
  void tokensWorkFromALockedAddress() {
    String address = newAddress();
    lockAddress(address);

    Reply reply =
        Wire.sendFrom(
            target,
            address,
            "GET " + Given.ME + " HTTP/1.1",
            "Authorization: Bearer " + adminToken);

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void tokensOfALockedAccountWork() {
    lockAccount(service.adminUsername());

    assertThat(Api.of(service).withToken(adminToken).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void aPasswordOnOtherRoutesIsNoGuess() {
    Login login = newUser();
    String address = newAddress();

    IntStream.range(0, MOST + 1)
        .forEach(unused -> send(address, Given.ME, login.username(), "wrong-password"));

    assertThat(guess(address, login.username(), login.password()).status()).isEqualTo(200);
  }

  @Test
  void theLockOutIsAProblemDocumentForWhoWantsOne() {
    String nobody = Given.newName();
    lockAccount(nobody);

    Reply reply = send(newAddress(), Given.TOKENS, nobody, "x", "Accept: application/problem+json");

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(reply.values("Retry-After")).hasSize(1);
    JsonNode problem = Json.parse(reply.body());
    assertThat(problem.get("status").asInt()).isEqualTo(429);
    assertThat(problem.get("violated-policies")).isEqualTo(Json.parse("[\"sign-in attempts\"]"));
  }

  /** What a person signs in with. */
  private record Login(String username, String password) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return username;
    }
  }

  private static void assertLockedOut(Reply reply) {
    assertThat(reply.status()).isEqualTo(429);
    int seconds = retryAfter(reply);
    assertThat(seconds).isBetween(1, (int) LOCKOUT.toSeconds() + 1);
    JsonNode body = Json.parse(reply.body());
    assertThat(Json.keys(body)).containsExactly("status", "messages", "status_code", "retryAfter");
    assertThat(body)
        .isEqualTo(
            Json.parse(
                """
                {"status":"error","messages":"Too many requests. Try again in %1$d seconds.",\
                "status_code":429,"retryAfter":%1$d}"""
                    .formatted(seconds)));
  }

  private static int retryAfter(Reply reply) {
    assertThat(reply.values("Retry-After")).hasSize(1);
    return Integer.parseInt(reply.values("Retry-After").get(0));
  }

  private static void lockAccount(String username) {
    IntStream.range(0, MOST).forEach(unused -> guess(newAddress(), username, "wrong-password"));
  }

  private static void lockAddress(String address) {
    IntStream.range(0, MOST).forEach(unused -> guess(address, Given.newName(), "wrong-password"));
  }

  private static Reply guess(String address, String username, String password) {
    return send(address, Given.TOKENS, username, password);
  }

  private static Reply send(
      String address, String path, String username, String password, String... more) {
    String basic =
        Base64.getEncoder()
            .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    String[] headers =
        Stream.concat(Stream.of("Authorization: Basic " + basic), Stream.of(more))
            .toArray(String[]::new);
    return Wire.sendFrom(target, address, "GET " + path + " HTTP/1.1", headers);
  }

  /** These are another one for each request. */
  private static List<String> withoutDateAndNumber(Reply reply) {
    return Stream.concat(reply.headers().stream(), Stream.of(reply.body()))
        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("date:"))
        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("x-request-id:"))
        .toList();
  }

  private static String newAddress() {
    int number = LAST_ADDRESS.incrementAndGet();
    return "127.0." + number / 250 + "." + (number % 250 + 1);
  }

  private static Login newUser() {
    return newUser(true);
  }

  private static Login newUser(boolean activated) {
    Map<String, Object> fields = Given.newUser();
    fields.put("permissions", Map.of("self.api", 1));
    fields.put("activated", activated);
    Json.payload(Given.post(Api.of(service).withToken(adminToken), Given.USERS, fields));
    return new Login(
        fields.get("username").toString(), Secrets.register(fields.get("password").toString()));
  }
}
