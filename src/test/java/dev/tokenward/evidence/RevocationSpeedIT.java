package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.Hunters.Hunt;
import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A token that is revoked on one process while the others are asked about it as fast as they answer
 * is dead on all of them within the bound. How much sooner is for {@code bench/revocation} to tell.
 */
@Alone
class RevocationSpeedIT {

  private static final int REVOCATIONS = Integer.getInteger("tokenward.revocations", 30);
  private static final int CLIENTS_EACH = 2;
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static PostgresServer server;
  private static OwnDatabase database;
  private static Service revoking;
  private static Service second;
  private static Service third;
  private static Requests requests;

  @BeforeAll
  static void startThreeProcesses() {
    server = PostgresServer.started();
    database = OwnDatabase.on(server);
    revoking = Replicas.first(database, BOUND).start();
    second = Replicas.another(revoking, database, BOUND).start();
    third = Replicas.another(revoking, database, BOUND).start();
    requests = Requests.to(revoking);
  }

  @AfterAll
  static void stop() {
    third.close();
    second.close();
    revoking.close();
    database.close();
    server.close();
  }

  @Test
  void aTokenRevokedOnOneOfTwoProcessesIsDeadOnBothWithinTheBound() {
    assertRevokedWithinTheBound("two processes, one hammered", List.of(second));
  }

  @Test
  void aTokenRevokedOnOneOfThreeProcessesIsDeadOnAllWithinTheBound() {
    assertRevokedWithinTheBound("three processes, two hammered", List.of(second, third));
  }

  private static void assertRevokedWithinTheBound(String what, List<Service> others) {
    others.forEach(other -> Replicas.awaitTrust(other, BOUND));
    Figures figures = new Figures();
    try (Hunters hunters = new Hunters(others, CLIENTS_EACH)) {
      for (int i = 0; i < REVOCATIONS; i++) {
        Made token = requests.makeToken("Revocation");
        try (Hunt hunt = hunters.hunt(token)) {
          long asked = System.nanoTime();
          requests.revoke(token);
          long revoked = System.nanoTime();

          assertThat(requests.statusOf(token)).isEqualTo(401);
          hunt.endWhenRefused();
          hunt.assertNoWrongRefusal(asked);
          assertThat(hunt.lastAskedAndAcceptedAfter(revoked)).isLessThanOrEqualTo(BOUND);
          figures.add(hunt.lastAcceptedAfter(revoked));
        }
      }
    }
    figures.write(what, BOUND);
  }
}
