package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A credential that ends while something lasting is made with it: it is made before, and then found
 * by whoever ends all there is, or not at all.
 */
class EndedCredentialIT {

  private static final String POLICY = "/api/v1/policy";
  private static final int ROUNDS = 5;
  private static final int CLIENTS = 8;
  private static final int TOKENS_OF_EACH = 12;

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("LOGIN_MAX_ATTEMPTS", "1000000")
            .env("BCRYPT_ROUNDS", "8")
            .start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void demandNothing() {
    requests.put(POLICY, Map.of());
  }

  /** Both ways in which tokens are stored: with and without a policy. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoRevokesAllTokensOfAUserRevokesThoseThatAreBeingMadeToo(boolean governed) {
    requests.put(POLICY, governed ? Map.of("max_tokens", 10_000) : Map.of());
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Object> fields = newUser();
      long user = create(fields);
      Requests theirs = requests.ofUser(fields);

      Swarm.atOnce(
          CLIENTS,
          client ->
              client == 0
                  ? requests.post("/api/v1/tokens/revoke", Map.of("user_id", user)).statusCode()
                  : makeTokens(theirs));

      assertThat(liveTokens(user)).as("round %d", round).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "api"})
  void anOldPasswordThatIsBeingCheckedWhenItIsReplacedLeavesNothingBehind(String way) {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Object> fields = newUser();
      long user = create(fields);
      String username = fields.get("username").toString();
      String password = fields.get("password").toString();

      List<Optional<WebClient>> browsers =
          Swarm.atOnce(
              CLIENTS,
              client -> {
                if (client == 0) {
                  replacePassword(user);
                  return Optional.empty();
                }
                return way.equals("page")
                    ? signIn(username, password)
                    : makeToken(username, password);
              });

      assertThat(browsers.stream().flatMap(Optional::stream))
          .as("round %d", round)
          .allSatisfy(
              browser -> assertThat(browser.get("/account/profile").statusCode()).isEqualTo(303));
      assertThat(tokensMadeAfterThePassword(user)).as("round %d", round).isZero();
    }
  }

  private static Map<String, Object> newUser() {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    return fields;
  }

  private static long create(Map<String, Object> fields) {
    return requests.post(Requests.USERS, fields).<Integer>path("payload.id");
  }

  private static int makeTokens(Requests theirs) {
    int made = 0;
    while (made < TOKENS_OF_EACH) {
      Response answer = theirs.post(Requests.TOKENS, Map.of("name", "n" + made));
      if (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).isEqualTo(401);
        return made;
      }
      Secrets.register(answer.<String>path("payload.token"));
      made++;
    }
    return made;
  }

  private static void replacePassword(long user) {
    String password = Secrets.newPassword();
    Map<String, String> both = Map.of("password", password, "password_confirmation", password);
    assertThat(requests.patch(Requests.USERS + "/" + user, both).<String>path("status"))
        .isEqualTo("success");
  }

  private static Optional<WebClient> signIn(String username, String password) {
    WebClient browser = WebClient.of(Target.of(service));
    browser.signIn(username, password);
    return Optional.of(browser);
  }

  private static Optional<WebClient> makeToken(String username, String password) {
    Response answer = requests.withBasic(username, password, Map.of("name", "Old password"));
    if (answer.statusCode() == 200) {
      Secrets.register(answer.<String>path("payload.token"));
    } else {
      assertThat(answer.statusCode()).isEqualTo(401);
    }
    return Optional.empty();
  }

  private static long liveTokens(long user) {
    return Sql.number(
        service,
        "select count(*) from personal_access_tokens where revoked_at is null and user_id = "
            + user);
  }

  /**
   * The clock is read before the row is stored, so this may miss some; what it finds is certain.
   */
  private static long tokensMadeAfterThePassword(long user) {
    return Sql.number(
        service,
        "select count(*) from personal_access_tokens t join users u on u.id = t.user_id"
            + " where t.created_at > u.updated_at and u.id = "
            + user);
  }
}
