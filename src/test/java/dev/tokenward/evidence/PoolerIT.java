package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Pooler;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Service;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A replica whose connections go through a pooling proxy can't hear of changes for sure. It says
 * so, with whatever told it first, and asks the database about every token, so that a revocation
 * counts at once.
 */
@Alone
class PoolerIT {

  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final int ROUNDS = 10;

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void aReplicaBehindAPoolerTrustsNoMemory(String mode) {
    try (PostgresServer server = PostgresServer.started();
        Pooler pooler = Pooler.before(server, mode);
        OwnDatabase database = OwnDatabase.on(server);
        Service direct = Replicas.first(database, BOUND).start();
        Service pooled = behind(pooler, direct, database)) {
      await().atMost(Replicas.RECOVERY).until(() -> pooled.output().contains("can't be heard"));
      Requests here = Requests.to(direct);
      Requests there = here.at(pooled);

      for (int round = 0; round < ROUNDS; round++) {
        Made token = here.makeToken("Round");
        assertThat(there.statusOf(token)).isEqualTo(200);
        assertThat(there.statusOf(token)).isEqualTo(200);
        here.revoke(token);
        assertThat(there.statusOf(token)).isEqualTo(401);
      }

      assertThat(Replicas.metric(pooled, "tokenward_cache_lookups_total{result=\"hit\"}")).isZero();
      assertThat(Replicas.metric(pooled, "tokenward_changes_staleness_seconds")).isNaN();
    }
  }

  /** With what such a proxy needs anyway: no statements that outlive a transaction. */
  private static Service behind(Pooler pooler, Service first, OwnDatabase database) {
    Map<String, String> way = database.environment(pooler.address());
    Map<String, String> direct = database.environment();
    return Replicas.another(first, database, BOUND)
        .env(way)
        .env("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + direct.get("QUARKUS_DATASOURCE_REACTIVE_URL"))
        .env("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY", "true")
        .env("QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS", "false")
        .start();
  }
}
