package dev.tokenward.store;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that the database answers and has the schema this code needs: not while it is away,
 * and not while somebody is still migrating it.
 */
@Readiness
@Singleton
class DatabaseReadiness implements AsyncHealthCheck {

  private static final String NAME = "database";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String IS_MIGRATED =
      "select count(*) as found from flyway_schema_history where version = $1 and success";

  private final Pool pool;

  @Inject
  DatabaseReadiness(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.preparedQuery(IS_MIGRATED)
        .execute(Tuple.of(SchemaVersion.NEEDED))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> rows.iterator().next().getLong("found") > 0)
        .map(migrated -> migrated ? HealthCheckResponse.up(NAME) : down("schema not migrated yet"))
        .onFailure()
        .recoverWithItem(DatabaseReadiness::unanswered);
  }

  private static HealthCheckResponse unanswered(Throwable failure) {
    return down(StoreFailure.inWords(failure));
  }

  private static HealthCheckResponse down(String why) {
    return HealthCheckResponse.named(NAME).down().withData("reason", why).build();
  }
}
