package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Hunters.Hunt;
import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.OwnClock;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.RedisServer;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall clock of one replica is set, forward or back, while it runs. Only when a token or a
 * session ends is read from it; all that has to last for a certain time is measured with a clock
 * that nobody sets.
 */
@Alone
class ClockIT {

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int CLIENTS = 2;
  private static final int PER_MINUTE = 60;
  private static final int MOST_ATTEMPTS = 2;
  private static final Duration LOCKOUT = Duration.ofSeconds(6);

  /** What any lock-out and any budget is over in, unless it waits for the wall clock. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static PostgresServer server;
  private static OwnDatabase database;
  private static OwnClock clock;
  private static Service right;
  private static Service moved;
  private static Requests requests;

  @BeforeAll
  static void startTwoReplicas() {
    clock = OwnClock.required();
    server = PostgresServer.started();
    database = OwnDatabase.on(server);
    right = Replicas.first(database, BOUND).start();
    moved =
        Replicas.another(right, database, BOUND)
            .env(clock.environment())
            .env("LOGIN_MAX_ATTEMPTS", Integer.toString(MOST_ATTEMPTS))
            .env("LOGIN_LOCKOUT_DURATION", Long.toString(LOCKOUT.toSeconds()))
            .start();
    requests = Requests.to(right);
  }

  @AfterAll
  static void stop() {
    moved.close();
    right.close();
    database.close();
    server.close();
    clock.close();
  }

  @AfterEach
  void setRight() {
    clock.setAhead(Duration.ZERO);
  }

  @ParameterizedTest(name = "{0} hours ahead")
  @ValueSource(ints = {6, -6, 24 * 365, -24 * 365})
  void aTokenPassesWithinItsLifeAndIsDeadOnceRevokedWhateverTheClockSays(int hours) {
    Made token = requests.makeToken("Used");
    Made revokedBefore = requests.makeToken("Revoked before");
    assertThat(requests.at(moved).statusOf(revokedBefore)).isEqualTo(200);
    requests.revoke(revokedBefore);
    try (Hunters hunters = new Hunters(List.of(moved), CLIENTS);
        Hunt hunt = hunters.hunt(token)) {
      clock.setAhead(Duration.ofHours(hours));
      assertThat(requests.at(moved).statusOf(token)).isEqualTo(200);

      long asked = System.nanoTime();
      requests.revoke(token);
      long revoked = System.nanoTime();
      hunt.endAt(revoked, BOUND.plusMillis(300));

      hunt.assertNoWrongRefusal(asked);
      assertThat(hunt.lastAskedAndAcceptedAfter(revoked)).isLessThanOrEqualTo(BOUND);
    }
    assertThat(requests.at(moved).statusOf(token)).isEqualTo(401);
    assertThat(requests.at(moved).statusOf(revokedBefore)).isEqualTo(401);
    clock.setAhead(Duration.ZERO);
    assertThat(requests.at(moved).statusOf(token)).isEqualTo(401);
    assertThat(requests.at(moved).statusOf(revokedBefore)).isEqualTo(401);
  }

  @Test
  void theProofThatAllChangesWereHeardHasNoWallClockInIt() {
    Replicas.awaitTrust(moved, BOUND);
    clock.setAhead(DAY);
    Replicas.awaitTrust(moved, BOUND);
    clock.setAhead(DAY.negated());
    Replicas.awaitTrust(moved, BOUND);
  }

  @Test
  void eachReplicaJudgesTheEndOfATokenByItsOwnClock() {
    Made token = requests.makeToken("Ends tomorrow");
    endsIn(token, "18 hours");

    clock.setAhead(DAY);
    assertThat(requests.at(moved).statusOf(token)).isEqualTo(401);
    assertThat(requests.statusOf(token)).isEqualTo(200);

    clock.setAhead(Duration.ZERO);
    assertThat(requests.at(moved).statusOf(token)).isEqualTo(200);

    endsIn(token, "-1 hours");
    await().until(() -> requests.at(moved).statusOf(token) == 401);
    clock.setAhead(DAY.negated());
    assertThat(requests.at(moved).statusOf(token)).isEqualTo(200);
    assertThat(requests.statusOf(token)).isEqualTo(401);
  }

  private static void endsIn(Made token, String interval) {
    Sql.execute(
        right,
        "update personal_access_tokens set created_at = now() - interval '2 days', expires_at ="
            + " now() + interval '%s' where id = '%s'".formatted(interval, token.id()));
  }

  @Test
  void aClockThatIsSetBackMakesNoLockOutLonger() {
    String username = Requests.newName();
    String password = requests.passwordOfNewUser(username);

    lockOut(username);
    clock.setAhead(DAY.negated());

    await().atMost(SOON).until(() -> signIn(username, password).statusCode() == 200);
  }

  @Test
  void aClockThatIsSetForwardEndsNoLockOut() {
    String username = Requests.newName();
    String password = requests.passwordOfNewUser(username);

    lockOut(username);
    clock.setAhead(DAY);

    assertThat(signIn(username, password).statusCode()).isEqualTo(429);
    await().atMost(SOON).until(() -> signIn(username, password).statusCode() == 200);
  }

  private static void lockOut(String username) {
    IntStream.range(0, MOST_ATTEMPTS)
        .forEach(i -> assertThat(signIn(username, "wrong").statusCode()).isEqualTo(401));
    assertThat(signIn(username, "wrong").statusCode()).isEqualTo(429);
  }

  private static Response signIn(String username, String password) {
    return requests.at(moved).withBasic(username, password, Map.of("name", Requests.newName()));
  }

  @Test
  void aSessionGoesOnUntilItsTimeIsOverByTheClockThatIsSet() {
    String username = Requests.newName();
    String password = requests.passwordOfNewUser(username);
    WebClient browser = WebClient.signedIn(Target.of(moved), username, password);

    clock.setAhead(Duration.ofMinutes(-10));
    assertThat(isIn(browser)).isTrue();
    clock.setAhead(Duration.ofMinutes(10));
    assertThat(isIn(browser)).isTrue();
    clock.setAhead(Duration.ofDays(365));
    assertThat(isIn(browser)).isFalse();

    WebClient ahead = WebClient.signedIn(Target.of(moved), username, password);
    assertThat(isIn(ahead)).isTrue();
    clock.setAhead(Duration.ZERO);
    assertThat(isIn(WebClient.signedIn(Target.of(moved), username, password))).isTrue();
  }

  private static boolean isIn(WebClient browser) {
    return browser.get("/account/api").statusCode() == 200;
  }

  @Test
  void aScopeThatIsRegisteredAfterTheClockWasSetBackIsKnownSoon() {
    String scope = "ledger." + Requests.newName();
    Made token = requests.makeToken("Of who asks");
    assertThat(mayPass(token, scope)).isEqualTo(400);

    clock.setAhead(DAY.negated());
    requests.post("/api/v1/scopes", Map.of("name", scope, "description", "For a test."));

    await().atMost(SOON).until(() -> mayPass(token, scope) == 200);
  }

  private static int mayPass(Made token, String scope) {
    return Api.of(moved)
        .withToken(token.text())
        .header("X-Authz-Require", "scope=" + scope)
        .get("/authz/ext-authz/reports")
        .statusCode();
  }

  @Test
  void whatAReplicaWhoseClockIsAheadWritesToTheAuditLogIsOfTheDatabasesTime() {
    clock.setAhead(Duration.ofDays(3650));
    Made token = requests.at(moved).makeToken("Made ahead");

    assertThat(
            Sql.column(
                right,
                "select happened_at between now() - interval '1 minute' and now() from"
                    + " (select happened_at, target_id from audit_inbox union all"
                    + " select happened_at, target_id from audit_log) entries where target_id = '%s'"
                        .formatted(token.id())))
        .containsExactly("t");
  }

  @Test
  void aReplicaWhoseClockIsAheadRemovesNoEntryOfTheAuditLogThatIsYoung() {
    clock.setAhead(Duration.ofDays(3650));
    assertThat(prune()).isEqualTo("Entries removed: 0.");

    seal();
    unguarded(
        "update audit_log set happened_at = happened_at - interval '2 days'"
            + " where sequence = (select min(sequence) from audit_log)");
    clock.setAhead(Duration.ofDays(-3650));
    assertThat(prune()).isEqualTo("Entries removed: 1.");
    assertThat(verify()).startsWith("The audit log is intact");
  }

  @Test
  void anEntryOfADatabaseWhoseClockWasAheadIsVerifiedAndRemovedOnceItIsOld() {
    Sql.execute(
        right,
        "insert into audit_inbox (happened_at, action, outcome, actor_kind, details)"
            + " values (now() + interval '10 years', 'test.ahead', 'done', 'database', '{}')");
    seal();

    assertThat(verify()).startsWith("The audit log is intact");
    unguarded("update audit_log set happened_at = happened_at - interval '11 years'");
    prune();
    assertThat(verify()).startsWith("The audit log is intact");
    assertThat(Sql.number(right, "select count(*) from audit_log where action = 'test.ahead'"))
        .isZero();
  }

  private static void seal() {
    Sql.execute(right, "select * from tokenward_seal_audit(100000, true)");
  }

  /** The service must not seal meanwhile: the two would lock the tables in another order. */
  private static void unguarded(String statement) {
    Sql.execute(
        right,
        """
        select pg_advisory_xact_lock(20833, 13);
        alter table audit_log disable trigger user;
        %s;
        alter table audit_log enable trigger user"""
            .formatted(statement));
  }

  private static String prune() {
    return output("audit", "prune");
  }

  private static String verify() {
    return output("audit", "verify");
  }

  /** Only the command keeps so little, or the service could be there first. */
  private static String output(String... arguments) {
    Command.Result result = moved.commandWith(Map.of("AUDIT_RETENTION_DAYS", "1"), "", arguments);
    assertThat(result.exitCode()).as(result.standardError()).isZero();
    return result.standardOutput().strip();
  }

  @Test
  void aBudgetNeitherOpensNorStaysShutWhenTheClockOfAReplicaIsSet() {
    try (Service limited = limited().env(clock.environment()).start()) {
      assertBudgetLasts(limited);
    }
  }

  @Test
  void aBudgetNeitherOpensNorStaysShutWhenTheClockOfRedisIsSetBack() {
    try (RedisServer redis = RedisServer.started();
        Service limited = limited().env("QUARKUS_REDIS_HOSTS", redis.url()).start()) {
      Requests client = requests.ofNewUser().at(limited);
      assertThat(spent(client)).isGreaterThan(PER_MINUTE / 2);

      redis.wasAhead(DAY);

      assertThat(spent(client)).isLessThan(PER_MINUTE / 2);
      await().atMost(SOON).until(() -> client.get(Requests.ME).statusCode() == 200);
    }
  }

  private static Service.Builder limited() {
    return Replicas.another(right, database, BOUND)
        .env("API_THROTTLE_PER_MINUTE", Integer.toString(PER_MINUTE));
  }

  private static void assertBudgetLasts(Service limited) {
    Requests client = requests.ofNewUser().at(limited);
    assertThat(spent(client)).isGreaterThan(PER_MINUTE / 2);
    clock.setAhead(DAY);
    assertThat(spent(client)).isLessThan(PER_MINUTE / 2);
    clock.setAhead(DAY.negated());
    assertThat(spent(client)).isLessThan(PER_MINUTE / 2);
    await().atMost(SOON).until(() -> client.get(Requests.ME).statusCode() == 200);
  }

  /** How many of more than a budget allows have passed, but for what refilled meanwhile. */
  private static long spent(Requests client) {
    long begun = System.nanoTime();
    long passed =
        IntStream.range(0, PER_MINUTE + PER_MINUTE / 2)
            .map(i -> client.get(Requests.ME).statusCode())
            .filter(status -> status == 200)
            .count();
    Duration lasted = Duration.ofNanos(System.nanoTime() - begun);
    return passed - PER_MINUTE * lasted.toMillis() / Duration.ofMinutes(1).toMillis();
  }
}
