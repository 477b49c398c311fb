package dev.tokenward.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
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

  /** As docs/operations.md says. The server tells its version to whoever connects. */
  private static final int OLDEST_MAJOR = 13;

  private static final String IS_MIGRATED =
      "select count(*) as found from flyway_schema_history where version = $1 and success";

  private final Pool pool;

  /** What the last check found; not a number before the first. */
  private volatile double ready = Double.NaN;

  @Inject
  DatabaseReadiness(Pool pool) {
    this.pool = pool;
  }

  void start(@Observes StartupEvent started, MeterRegistry registry) {
    Gauge.builder("tokenward.database.ready", this, readiness -> readiness.ready)
        .description("Whether the last readiness check found the database ready")
        .register(registry);
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.withConnection(DatabaseReadiness::check)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .recoverWithItem(DatabaseReadiness::unanswered)
        .invoke(answer -> ready = answer.getStatus() == Status.UP ? 1 : 0);
  }

  private static Uni<HealthCheckResponse> check(SqlConnection connection) {
    int major = connection.databaseMetadata().majorVersion();
    return isTooOld(major)
        ? Uni.createFrom().item(tooOld(major))
        : connection
            .preparedQuery(IS_MIGRATED)
            .execute(Tuple.of(SchemaVersion.NEEDED))
            .map(rows -> rows.iterator().next().getLong("found") > 0)
            .map(found -> found ? HealthCheckResponse.up(NAME) : down("schema not migrated yet"));
  }

  static boolean isTooOld(int major) {
    return major < OLDEST_MAJOR;
  }

  static HealthCheckResponse tooOld(int major) {
    return down("PostgreSQL " + OLDEST_MAJOR + " or later is needed, and the server is " + major);
  }

  private static HealthCheckResponse unanswered(Throwable failure) {
    return down(StoreFailure.inWords(failure));
  }

  private static HealthCheckResponse down(String why) {
    return HealthCheckResponse.named(NAME).down().withData("reason", why).build();
  }
}
