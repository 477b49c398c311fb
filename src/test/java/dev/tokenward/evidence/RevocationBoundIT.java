package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import dev.tokenward.process.Signals;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two replicas on one database: what one has revoked is dead on the other within the bound, whether
 * or not the other can hear of it.
 */
@Alone
class RevocationBoundIT {

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final int ROUNDS = 20;
  private static PostgresServer server;
  private static OwnDatabase database;
  private static Service revoking;
  private static Service other;
  private static Requests here;
  private static Requests there;

  @BeforeAll
  static void startTwoReplicas() {
    server = PostgresServer.started();
    database = OwnDatabase.on(server);
    revoking = replica();
    other = replica();
    awaitTrust(revoking);
    awaitTrust(other);
    here = Requests.to(revoking);
    there = here.at(other);
  }

  @AfterAll
  static void stop() {
    other.close();
    revoking.close();
    database.close();
    server.close();
  }

  @Test
  void aTokenRevokedOnOneReplicaIsRefusedThereAtOnceAndOnTheOtherWithinTheBound() {
    for (int round = 0; round < ROUNDS; round++) {
      Made token = usedOnBoth();

      assertThat(here.delete(Requests.TOKENS + "/" + token.id()).statusCode()).isEqualTo(204);

      assertThat(here.statusOf(token)).isEqualTo(401);
      assertRefusedThereWithinTheBound(token);
    }
  }

  @Test
  void aTokenOfAnotherThatIsRevokedOnOneReplicaIsRefusedThereAtOnceAndOnTheOtherWithinTheBound() {
    for (int round = 0; round < ROUNDS; round++) {
      Made token = usedOnBoth();

      assertThat(here.delete("/api/v1/tokens/" + token.id()).statusCode()).isEqualTo(204);

      assertThat(here.statusOf(token)).isEqualTo(401);
      assertRefusedThereWithinTheBound(token);
    }
  }

  @Test
  void tokensRevokedTogetherOnOneReplicaAreRefusedThereAtOnceAndOnTheOtherWithinTheBound() {
    for (int round = 0; round < ROUNDS; round++) {
      Made first = usedOnBoth();
      Made second = usedOnBoth();

      assertThat(revokeAllOfTheAdministrator().<Integer>path("payload.revoked"))
          .isGreaterThanOrEqualTo(2);

      assertThat(List.of(here.statusOf(first), here.statusOf(second))).containsOnly(401);
      assertRefusedThereWithinTheBound(first);
      assertRefusedThereWithinTheBound(second);
    }
  }

  private static Response revokeAllOfTheAdministrator() {
    int self = here.get(Requests.ME).path("id");
    return here.post("/api/v1/tokens/revoke", Map.of("user_id", self));
  }

  @Test
  void aUserWhoIsDisabledIsShutOutOnBothReplicas() {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    int id = here.post(Requests.USERS, fields).path("payload.id");
    Made token = here.ofUser(fields).makeToken("Before");
    assertThat(there.statusOf(token)).isEqualTo(200);

    here.patch(Requests.USERS + "/" + id, Map.of("activated", false));

    assertThat(here.statusOf(token)).isEqualTo(401);
    assertRefusedThereWithinTheBound(token);
  }

  @Test
  void whatAGroupLosesItsMembersLoseOnBothReplicas() {
    Map<String, Object> group =
        Map.of("name", Requests.newName(), "permissions", Map.of("self.api", 1, "users.view", 1));
    int groupId = here.post(Requests.GROUPS, group).path("payload.id");
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("groups", List.of(groupId));
    here.post(Requests.USERS, fields);
    Requests member = here.ofUser(fields);
    assertThat(member.at(other).get(Requests.USERS).statusCode()).isEqualTo(200);

    here.patch(Requests.GROUPS + "/" + groupId, Map.of("permissions", Map.of("self.api", 1)));

    assertThat(member.get(Requests.USERS).statusCode()).isEqualTo(403);
    await().atMost(BOUND).until(() -> member.at(other).get(Requests.USERS).statusCode() == 403);
  }

  @Test
  void whatTheDatabaseItselfIsToldCountsToo() {
    Made token = usedOnBoth();

    Sql.execute(
        revoking,
        "update personal_access_tokens set revoked_at = now() where id = '" + token.id() + "'");

    assertRefusedThereWithinTheBound(token);
  }

  @Test
  void aReplicaWhoseListenerIsCutOffKeepsTheBoundAndListensAgainByItself() {
    for (int round = 0; round < ROUNDS; round++) {
      Made token = usedOnBoth();

      Sql.execute(
          revoking,
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name like"
              + " 'tokenward changes%' and datname = current_database()");
      here.delete(Requests.TOKENS + "/" + token.id());

      assertRefusedThereWithinTheBound(token);
    }
    awaitTrust(other);
  }

  @Test
  void aReplicaThatHearsNothingKeepsTheBound() {
    Made token = usedOnBoth();
    List<Long> deaf = listenerOf(other);

    Signals.send("STOP", deaf);
    try {
      here.delete(Requests.TOKENS + "/" + token.id());

      assertRefusedThereWithinTheBound(token);
      assertThat(there.statusOf(usedOnBoth())).isEqualTo(200);
    } finally {
      Signals.send("CONT", deaf);
    }
    awaitTrust(other);
  }

  private static Made usedOnBoth() {
    Made token = here.makeToken("Round");
    assertThat(here.statusOf(token)).isEqualTo(200);
    assertThat(there.statusOf(token)).isEqualTo(200);
    return token;
  }

  /** From now on; so the answer to the revocation came before. */
  private static void assertRefusedThereWithinTheBound(Made token) {
    List<Long> acceptedAfterMillis = new ArrayList<>();
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < BOUND.plusMillis(500).toNanos()) {
      long asked = (System.nanoTime() - begun) / 1_000_000;
      if (there.statusOf(token) == 200) {
        acceptedAfterMillis.add(asked);
      } else if (asked > BOUND.toMillis() || acceptedAfterMillis.isEmpty()) {
        break;
      }
    }
    assertThat(acceptedAfterMillis).allMatch(millis -> millis <= BOUND.toMillis());
    assertThat(there.statusOf(token)).isEqualTo(401);
  }

  private static Service replica() {
    Service.Builder builder =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("REVOCATION_BOUND", BOUND.toMillis() + "ms");
    database.environment().forEach(builder::env);
    if (revoking != null) {
      builder.env("TOKENWARD_ADMIN_PASSWORD", revoking.adminPassword());
    }
    return builder.start();
  }

  /** The process of PostgreSQL that serves a replica's feed of changes. */
  private static List<Long> listenerOf(Service service) {
    String name = "tokenward changes " + service.pid();
    return Sql.column(
            revoking, "select pid from pg_stat_activity where application_name = '" + name + "'")
        .stream()
        .map(Long::valueOf)
        .toList();
  }

  /** Until it answers from memory again. */
  private static void awaitTrust(Service service) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> staleness(service) < BOUND.toMillis() / 1000.0);
  }

  private static double staleness(Service service) {
    Response metrics = io.restassured.RestAssured.get(service.baseUri().resolve("/q/metrics"));
    return metrics
        .asString()
        .lines()
        .filter(line -> line.startsWith("tokenward_changes_staleness_seconds "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .map(value -> Double.isNaN(value) ? Double.MAX_VALUE : value)
        .findFirst()
        .orElse(Double.MAX_VALUE);
  }
}
