package dev.tokenward.bench;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The floor: a route that answers a constant, and one that refuses. */
@Singleton
public class BareRoutes {

  /** Made by the container. */
  BareRoutes() {}

  void register(@Observes Router router) {
    router.get("/bench/ok").order(-2_000_000).handler(context -> answer(context, 200));
    router.post("/bench/ok").order(-2_000_000).handler(context -> answer(context, 200));
    router.get("/bench/unauthorized").order(-2_000_000).handler(context -> answer(context, 401));
  }

  /**
   * Answers a constant.
   *
   * @param context the request
   * @param status of the answer
   */
  public static void answer(RoutingContext context, int status) {
    HttpServerResponse response = context.response().setStatusCode(status);
    response.putHeader("Content-Type", "application/json").end("{\"status\":\"ok\"}");
  }
}
