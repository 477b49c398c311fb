package dev.tokenward.bench;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The floor: a route that answers a constant, one that refuses, and one that asks for one row. */
@Singleton
class BareRoutes {

  private static final String QUERY = "select id, name, digest from personal_access_tokens limit $1";

  private final Pool pool;

  @Inject
  BareRoutes(Pool pool) {
    this.pool = pool;
  }

  void register(@Observes Router router) {
    router.get("/bench/ok").order(-2_000_000).handler(context -> answer(context, 200));
    router.get("/bench/unauthorized").order(-2_000_000).handler(context -> answer(context, 401));
    router.get("/bench/row").order(-2_000_000).handler(this::row);
  }

  private void row(RoutingContext context) {
    pool.preparedQuery(QUERY)
        .execute(Tuple.of(1))
        .subscribe()
        .with(rows -> answer(context, 200), failure -> answer(context, 500));
  }

  private static void answer(RoutingContext context, int status) {
    HttpServerResponse response = context.response().setStatusCode(status);
    response.putHeader("Content-Type", "application/json").end("{\"status\":\"ok\"}");
  }
}
