package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Alone;
import dev.tokenward.process.LoadBalancer;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three replicas behind HAProxy are restarted one after another, as a new version is rolled out,
 * and nobody notices.
 */
@Alone
class RollingRestartIT {

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final int MANY = 100;

  private static final List<Service> replicas = new ArrayList<>();
  private static OwnDatabase database;
  private static LoadBalancer balancer;

  @BeforeAll
  static void start() {
    database = OwnDatabase.on(PostgresServer.namedOrStarted());
    replicas.add(Replicas.first(database, BOUND).start());
    for (int i = 1; i < 3; i++) {
      replicas.add(Replicas.another(replicas.get(0), database, BOUND).start());
    }
    balancer = LoadBalancer.before(replicas);
  }

  @AfterAll
  static void stop() {
    balancer.close();
    replicas.forEach(Service::close);
    database.close();
  }

  @Test
  void noRequestFailsAndNothingThatWasAnsweredIsLost() {
    String owner = Requests.to(replicas.get(0)).makeToken("Of the crowd").text();
    try (Crowd crowd = Crowd.at(balancer.uri(), BOUND, owner, 1)) {
      awaitMore(crowd);

      for (int i = 0; i < replicas.size(); i++) {
        replicas.get(i).terminate();
        replicas.set(i, replicas.get(i).startAgain());
        Replicas.awaitTrust(replicas.get(i), BOUND);
        awaitMore(crowd);
      }

      crowd.assertFlawless();
      crowd.assertEverythingKept();
      assertThat(crowd.answered("a revocation 204")).isPositive();
      assertThat(crowd.answered("a revoked token 401")).isPositive();
    }
  }

  private static void awaitMore(Crowd crowd) {
    crowd.awaitMore("a token 200", MANY);
  }
}
