package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client is told of its budget, and what happens when it has spent it. */
@Alone
class RateLimitIT {

  private static final int PER_MINUTE = 60;

  private static Service service;
  private static Requests admin;

  @BeforeAll
  static void start() {
    service =
        Service.builder().env("API_THROTTLE_PER_MINUTE", Integer.toString(PER_MINUTE)).start();
    admin = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void everyAnswerSaysHowMuchIsLeftInBothForms() {
    Response answer = as(newUser());

    long now = Instant.now().getEpochSecond();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("60");
    assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("59");
    assertThat(answer.header("X-RateLimit-Reset")).isEqualTo("1");
    assertThat(Long.parseLong(answer.header("X-RateLimit-Reset-Timestamp")))
        .isBetween(now - 2, now + 3);
    assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"per-minute\";q=60;w=60");
    assertThat(answer.header("RateLimit")).isEqualTo("\"per-minute\";r=59;t=1");
    assertThat(answer.header("Retry-After")).isNull();
  }

  @Test
  void aUserHasOneBudgetForAllTokensAndOthersHaveTheirOwn() {
    Requests user = newUser();
    Requests.Made second = user.makeToken("Second");
    Requests stranger = newUser();

    exhaust(user);

    assertThat(user.statusOf(second)).isEqualTo(429);
    assertThat(as(stranger).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenWithALimitOfItsOwnSparesItsOwnersBudget() {
    Requests user = newUser();
    Requests.Made robot = user.makeToken("Robot");
    Sql.execute(
        service,
        "update personal_access_tokens set throttle_per_minute = 5 where id = '"
            + robot.id()
            + "'");

    List<Response> answers =
        IntStream.range(0, 7)
            .mapToObj(i -> Api.of(service).withToken(robot.text()).get(Requests.ME))
            .toList();

    assertThat(answers.get(0).header("X-RateLimit-Limit")).isEqualTo("5");
    assertThat(answers.get(0).header("X-RateLimit-Remaining")).isEqualTo("4");
    assertThat(answers.get(0).header("RateLimit-Policy")).isEqualTo("\"per-minute\";q=5;w=60");
    assertThat(answers.stream().map(Response::statusCode).toList())
        .startsWith(200, 200, 200, 200, 200)
        .contains(429);
    assertThat(as(user).header("X-RateLimit-Limit")).isEqualTo("60");
    assertThat(Integer.parseInt(as(user).header("X-RateLimit-Remaining"))).isGreaterThan(50);
  }

  @Test
  void onlyASuperuserGivesATokenALimitOfItsOwn() {
    Map<String, Object> fields = Map.of("name", "Robot", "throttle_per_minute", 600);

    Response theirs = newUser().post(Requests.TOKENS, fields);
    Response ours = admin.post(Requests.TOKENS, fields);

    assertThat(theirs.<List<String>>path("messages.throttle_per_minute"))
        .containsExactly("Only a superuser may give a token a rate limit of its own.");
    Response used = Api.of(service).withToken(ours.path("payload.token")).get(Requests.ME);
    assertThat(used.header("X-RateLimit-Limit")).isEqualTo("600");
    assertThat(
            Sql.number(
                service,
                "select count(*) from personal_access_tokens where throttle_per_minute = 600"))
        .isEqualTo(1);
  }

  @Test
  void whoWantsAProblemDocumentIsToldWhichLimitItWas() {
    Requests user = newUser();
    exhaust(user);

    Response refused = user.getAsProblem(Requests.ME);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.<String>path("type"))
        .isEqualTo("https://iana.org/assignments/http-problem-types#quota-exceeded");
    assertThat(refused.<List<String>>path("'violated-policies'")).containsExactly("per-minute");
  }

  @Test
  void whoHasSpentItIsToldWhenToComeBackAndIsLetInThen() {
    Requests user = newUser();
    Response refused = exhaust(user);

    assertThat(refused.asString())
        .isEqualTo(
            "{\"status\":\"error\",\"messages\":\"Too many requests. Try again in 1 seconds.\","
                + "\"status_code\":429,\"retryAfter\":1}");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(refused.header("RateLimit")).isEqualTo("\"per-minute\";r=0;t=1");

    Instant told = Instant.now().plusSeconds(Long.parseLong(refused.header("Retry-After")));
    await().until(() -> Instant.now().isAfter(told));
    assertThat(as(user).statusCode()).isEqualTo(200);
  }

  @Test
  void refusedTokensAreLimitedByAddressAndValidOnesFromThereAreNot() {
    Requests user = newUser();
    List<Integer> statuses =
        IntStream.range(0, 3 * PER_MINUTE).map(i -> junk().statusCode()).boxed().toList();

    assertThat(statuses).containsOnly(401, 429).contains(429);
    assertThat(statuses.subList(0, PER_MINUTE / 2)).containsOnly(401);
    assertThat(as(user).statusCode()).isEqualTo(200);
  }

  private static Requests newUser() {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    admin.post(Requests.USERS, fields);
    return admin.ofUser(fields);
  }

  private static Response as(Requests user) {
    return user.get(Requests.ME);
  }

  private static Response junk() {
    return Api.of(service).withToken(Secrets.newPassword()).get(Requests.ME);
  }

  private static Response exhaust(Requests user) {
    for (int i = 0; i < 5 * PER_MINUTE; i++) {
      Response answer = as(user);
      if (answer.statusCode() == 429) {
        return answer;
      }
    }
    throw new AssertionError("Never refused");
  }
}
