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
 * Ready means that the database answers, is new enough and has the schema this code needs: not
 * while it is away, and not while somebody is still migrating it.
 */
@Readiness
@Singleton
class DatabaseReadiness implements AsyncHealthCheck {

  private static final String NAME = "database";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** As docs/operations.md says. Not asked at each start, which need not wait for the answer. */
  private static final int OLDEST_MAJOR = 13;

  private static final String STATE =
      "select count(*) as found, current_setting('server_version_num')::int / 10000 as major"
          + " from flyway_schema_history where version = $1 and success";

  private final Pool pool;

  @Inject
  DatabaseReadiness(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.preparedQuery(STATE)
        .execute(Tuple.of(SchemaVersion.NEEDED))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> rows.iterator().next())
        .map(row -> verdict(row.getInteger("major"), row.getLong("found") > 0))
        .onFailure()
        .recoverWithItem(DatabaseReadiness::unanswered);
  }

  static HealthCheckResponse verdict(int major, boolean migrated) {
    if (major < OLDEST_MAJOR) {
      return down("PostgreSQL " + OLDEST_MAJOR + " or later is needed, and the server is " + major);
    }
    return migrated ? HealthCheckResponse.up(NAME) : down("schema not migrated yet");
  }

  private static HealthCheckResponse unanswered(Throwable failure) {
    return down(StoreFailure.inWords(failure));
  }

  private static HealthCheckResponse down(String why) {
    return HealthCheckResponse.named(NAME).down().withData("reason", why).build();
  }
}
