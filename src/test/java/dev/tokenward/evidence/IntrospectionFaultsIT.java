package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.RegisteredClients.Client;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Line;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services that ask about tokens, when the database is away and when something was ended. */
@Alone
class IntrospectionFaultsIT {

  private static final Duration BOUND = Duration.ofSeconds(1);

  private static Line line;
  private static OwnDatabase database;
  private static Service near;
  private static Service far;
  private static Requests requests;

  @BeforeAll
  static void startTwoReplicas() {
    line = Line.made();
    database = OwnDatabase.on(line.server());
    near = Replicas.first(database, BOUND).start();
    far = Replicas.another(near, database, BOUND).start();
    requests = Requests.to(near);
  }

  @AfterAll
  static void stop() {
    far.close();
    near.close();
    database.close();
    line.close();
  }

  @BeforeEach
  void awaitTrust() {
    Replicas.awaitTrust(near, BOUND);
    Replicas.awaitTrust(far, BOUND);
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsToldAndNothingIsEnded() {
    Client client = RegisteredClients.register(near, Requests.newName());
    Requests.Made token = requests.makeToken("Valid");
    Requests.Made unused = requests.makeToken("Unused");
    assertThat(introspect(near, client, token).<Boolean>path("active")).isTrue();

    line.server().pause();
    try {
      assertUndecided(introspect(near, client, unused));
      assertUndecided(review(near, client, unused));
      assertUndecided(revoke(near, unused));
      await().atMost(BOUND.multipliedBy(5)).until(() -> isUndecided(client, token));
    } finally {
      line.server().resume();
    }

    awaitTrust();
    assertThat(introspect(near, client, token).<Boolean>path("active")).isTrue();
    assertThat(introspect(near, client, unused).<Boolean>path("active")).isTrue();
  }

  @Test
  void aSecretThatWasEndedCountsOnNoReplicaLongerThanTheBound() {
    Client client = RegisteredClients.register(near, Requests.newName());
    Requests.Made token = requests.makeToken("Valid");
    assertThat(introspect(far, client, token).statusCode()).isEqualTo(200);

    Command.Result ended =
        near.command(
            "", "client", "end-secret", "--client", client.id(), "--secret", client.secretId());
    long since = System.nanoTime();
    int status = 200;
    long lastAccepted = since;
    while (System.nanoTime() - since < BOUND.multipliedBy(3).toNanos()) {
      long asked = System.nanoTime();
      status = introspect(far, client, token).statusCode();
      lastAccepted = status == 200 ? asked : lastAccepted;
    }

    assertThat(ended.exitCode()).isZero();
    assertThat(status).isEqualTo(401);
    assertThat(Duration.ofNanos(lastAccepted - since)).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void aTokenThatIsEndedAtOneReplicaIsNotActiveAtAnotherLongerThanTheBound() {
    Client client = RegisteredClients.register(near, Requests.newName());
    Requests.Made token = requests.makeToken("Soon gone");
    assertThat(introspect(far, client, token).<Boolean>path("active")).isTrue();

    assertThat(revoke(near, token).statusCode()).isEqualTo(200);
    long since = System.nanoTime();

    assertThat(introspect(near, client, token).<Boolean>path("active")).isFalse();
    await().atMost(BOUND).until(() -> !introspect(far, client, token).<Boolean>path("active"));
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThanOrEqualTo(BOUND.plus(BOUND));
  }

  private static boolean isUndecided(Client client, Requests.Made token) {
    return introspect(near, client, token).statusCode() == 503;
  }

  private static void assertUndecided(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(answer.<String>path("error")).isEqualTo("temporarily_unavailable");
  }

  private static Response introspect(Service replica, Client client, Requests.Made token) {
    return Api.of(replica)
        .withBasic(client.id(), client.secret())
        .contentType(ContentType.URLENC)
        .formParams(Map.of("token", token.text()))
        .post("/oauth/introspect");
  }

  private static Response review(Service replica, Client client, Requests.Made token) {
    return Api.of(replica)
        .withBasic(client.id(), client.secret())
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "apiVersion", "authentication.k8s.io/v1",
                "kind", "TokenReview",
                "spec", Map.of("token", token.text())))
        .post("/kubernetes/token-review");
  }

  private static Response revoke(Service replica, Requests.Made token) {
    return Api.of(replica)
        .anonymous()
        .contentType(ContentType.URLENC)
        .formParams(Map.of("token", token.text()))
        .post("/oauth/revoke");
  }
}
