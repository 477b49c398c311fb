package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** For whom a proxy speaks that asks: the client that it tells, if it is one that is trusted. */
class ClientsIT {

  private static final int PER_MINUTE = 30;
  private static final int LOGIN_MAX_ATTEMPTS = 3;
  private static final String TRUSTED = "127.0.0.2";
  private static final String UNTRUSTED = "127.0.0.3";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";

  private static Service service;
  private static Api api;
  private static String admin;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", Integer.toString(PER_MINUTE))
            .env("APP_TRUSTED_PROXIES", TRUSTED + ", 10.0.0.0/8")
            .env("LOGIN_MAX_ATTEMPTS", Integer.toString(LOGIN_MAX_ATTEMPTS))
            .start();
    api = Api.of(service);
    admin = api.createToken("Clients");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void refusedTokensAreLimitedByTheClientThatATrustedProxyTells() {
    String token = token(Map.of("name", "Next door", "throttle_per_minute", 100));
    List<Integer> statuses = statuses(() -> ask(TRUSTED, "203.0.113.1", "junk"));

    assertThat(statuses).startsWith(401).contains(429).containsOnly(401, 429);
    assertThat(ask(TRUSTED, "203.0.113.2", "junk").statusCode()).isEqualTo(401);
    assertThat(ask(TRUSTED, "203.0.113.1", token).statusCode()).isEqualTo(200);
  }

  @Test
  void aProxyThatNobodyTrustsIsNotShutOutForItsClients() {
    List<Integer> statuses = statuses(() -> ask(UNTRUSTED, "203.0.113.1", "junk"));

    assertThat(statuses).containsOnly(401);
  }

  @Test
  void aTokenPaysForItselfAsInTheApi() {
    String robot = token(Map.of("name", "Robot", "throttle_per_minute", 2));

    Response first = ask(UNTRUSTED, "", robot);
    api.withToken(robot).get("/api/v1/users/me");
    Response third = ask(UNTRUSTED, "", robot);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.header("RateLimit")).startsWith("\"per-minute\";r=1;");
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.contentType()).startsWith("application/problem+json");
    assertThat(third.<List<String>>path("'violated-policies'")).containsExactly("per-minute");
    assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 60);
    assertThat(third.header("X-Auth-Problem")).isEqualTo(third.asString());
  }

  @Test
  void aTokenBoundToNetworksIsHeldAgainstTheClientAndNeverAgainstTheProxy() {
    String bound =
        token(
            Map.of(
                "name",
                "Bound",
                "allowed_ips",
                List.of("203.0.113.0/24", "127.0.0.0/8"),
                "throttle_per_minute",
                100));

    assertThat(ask(TRUSTED, "203.0.113.9", bound).statusCode()).isEqualTo(200);
    assertThat(ask(TRUSTED, "203.0.113.9, 10.1.2.3", bound).statusCode()).isEqualTo(200);
    assertThat(ask(TRUSTED, "203.0.113.9, 198.51.100.1", bound).statusCode()).isEqualTo(401);
    assertThat(ask(TRUSTED, "", bound).statusCode()).isEqualTo(401);
    assertThat(ask(UNTRUSTED, "203.0.113.9", bound).statusCode()).isEqualTo(401);
  }

  @Test
  void theApiHoldsATokensNetworksAgainstTheClientThatATrustedProxyTells() {
    String bound =
        token(
            Map.of(
                "name",
                "Bound in the API",
                "allowed_ips",
                List.of("203.0.113.0/24"),
                "throttle_per_minute",
                100));

    assertThat(me(TRUSTED, "203.0.113.9", bound)).isEqualTo(200);
    assertThat(me(TRUSTED, "198.51.100.1, 203.0.113.9, 10.1.2.3", bound)).isEqualTo(200);
    assertThat(me(TRUSTED, "203.0.113.9, 198.51.100.1", bound)).isEqualTo(401);
    assertThat(me(TRUSTED, "", bound)).isEqualTo(401);
    assertThat(me(UNTRUSTED, "203.0.113.9", bound)).isEqualTo(401);
  }

  @Test
  void theApiLimitsRefusedTokensByTheClientThatATrustedProxyTells() {
    List<Integer> statuses =
        IntStream.range(0, 2 * PER_MINUTE)
            .mapToObj(i -> me(TRUSTED, "203.0.113.77", "junk"))
            .toList();

    assertThat(statuses).startsWith(401).contains(429).containsOnly(401, 429);
    assertThat(me(TRUSTED, "203.0.113.78", "junk")).isEqualTo(401);
  }

  @Test
  void wrongPasswordsCountAgainstTheClientThatATrustedProxyTells() {
    for (int guess = 0; guess < LOGIN_MAX_ATTEMPTS; guess++) {
      assertThat(signIn("203.0.113.88", "guess-" + guess)).isEqualTo(401);
    }

    assertThat(signIn("203.0.113.88", "another")).isEqualTo(429);
    assertThat(signIn("203.0.113.89", "another")).isEqualTo(401);
  }

  @Test
  void clientsOfAProxyThatWritesPortsAreToldApartByTheirAddresses() {
    for (int guess = 0; guess < LOGIN_MAX_ATTEMPTS; guess++) {
      assertThat(signIn("203.0.113.90:" + (1111 + guess), "porter-" + guess)).isEqualTo(401);
    }

    assertThat(signIn("203.0.113.90:4444", "another-porter")).isEqualTo(429);
    assertThat(signIn("203.0.113.91:1111", "another-porter")).isEqualTo(401);
    assertThat(signIn("[2001:db8:90::1]:443", "another-porter")).isEqualTo(401);
  }

  @Test
  void whatATrustedProxyTellsThatIsNoAddressIsSaidOnceInTheLog() {
    String complaint = "The trusted proxy " + TRUSTED + " says in X-Forwarded-For";
    String likeASecret = "_" + "a".repeat(60);

    for (String told : List.of("nobody" + likeASecret, "client.example.com", "unknown")) {
      assertThat(me(TRUSTED, told, admin)).isEqualTo(200);
    }
    assertThat(me(UNTRUSTED, "nobody", admin)).isEqualTo(200);

    await().until(() -> service.output().contains(complaint));
    assertThat(service.output().lines().filter(line -> line.contains("X-Forwarded-For")))
        .singleElement()
        .asString()
        .contains(complaint, " WARN ", "\"nobody_[hidden]\"", "counts instead", "with or without")
        .doesNotContain(likeASecret);
  }

  @Test
  void anAddressHasOneFormInTheLogAndIsFoundByEveryOther() {
    Response made =
        api.withTokenFrom(TRUSTED, admin)
            .header("X-Forwarded-For", "2001:DB8:95:0::0007")
            .contentType(ContentType.JSON)
            .body(Map.of("name", "From IPv6"))
            .post(TOKENS);
    Secrets.register(made.path("payload.token"));

    for (String spelling : List.of("2001:db8:95::7", "2001:DB8:95:0:0:0:0:7")) {
      Response log =
          api.withToken(admin)
              .queryParam("target_id", made.<String>path("payload.id"))
              .queryParam("address", spelling)
              .get("/api/v1/audit");

      assertThat(log.<List<String>>path("rows.actor.address"))
          .as(spelling)
          .containsExactly("2001:db8:95::7");
    }
  }

  @Test
  void anAddressHasOneBudgetHoweverItIsWritten() {
    List<String> spellings =
        List.of("7.7.7.7", "::ffff:7.7.7.7", "::FFFF:707:707", "[::ffff:7.7.7.7]:443");
    for (int guess = 0; guess < LOGIN_MAX_ATTEMPTS; guess++) {
      assertThat(signIn(spellings.get(guess), "speller-" + guess)).isEqualTo(401);
    }

    assertThat(signIn(spellings.get(LOGIN_MAX_ATTEMPTS), "another-speller")).isEqualTo(429);
  }

  @Test
  void aNetworkOfIpv6HasOneBudgetForRefusedTokens() {
    List<Integer> inTheApi =
        IntStream.range(0, 2 * PER_MINUTE)
            .mapToObj(i -> me(TRUSTED, "2001:db8:96:1::" + i, "junk"))
            .toList();
    List<Integer> asked =
        IntStream.range(0, 2 * PER_MINUTE)
            .mapToObj(i -> ask(TRUSTED, "2001:db8:96:2:" + i + "::1", "junk").statusCode())
            .toList();

    assertThat(inTheApi).startsWith(401).contains(429).containsOnly(401, 429);
    assertThat(asked).startsWith(401).contains(429).containsOnly(401, 429);
    assertThat(me(TRUSTED, "2001:db8:96:3::1", "junk")).isEqualTo(401);
  }

  @Test
  void wrongPasswordsFromANetworkOfIpv6CountTogether() {
    for (int guess = 0; guess < LOGIN_MAX_ATTEMPTS; guess++) {
      assertThat(signIn("2001:db8:97:1::" + guess, "neighbour-" + guess)).isEqualTo(401);
    }

    assertThat(signIn("2001:db8:97:1:a:b:c:d", "another-neighbour")).isEqualTo(429);
    assertThat(signIn("2001:db8:97:2::1", "another-neighbour")).isEqualTo(401);
  }

  private static int signIn(String client, String username) {
    return api.withBasicFrom(TRUSTED, username, "wrong-password")
        .header("X-Forwarded-For", client)
        .get(TOKENS)
        .statusCode();
  }

  private static int me(String proxy, String client, String token) {
    RequestSpecification request = api.withTokenFrom(proxy, token);
    return (client.isEmpty() ? request : request.header("X-Forwarded-For", client))
        .get("/api/v1/users/me")
        .statusCode();
  }

  private static List<Integer> statuses(Supplier<Response> request) {
    return IntStream.range(0, 2 * PER_MINUTE).mapToObj(i -> request.get().statusCode()).toList();
  }

  private static Response ask(String proxy, String client, String token) {
    RequestSpecification question =
        api.withTokenFrom(proxy, token)
            .header("X-Original-Method", "GET")
            .header("X-Original-URL", "https://app.example.com/");
    return (client.isEmpty() ? question : question.header("X-Forwarded-For", client))
        .get("/authz/auth-request");
  }

  private static String token(Map<String, ?> fields) {
    Response made = api.withToken(admin).contentType(ContentType.JSON).body(fields).post(TOKENS);
    return Secrets.register(made.path("payload.token"));
  }
}
