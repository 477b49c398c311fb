package dev.tokenward.http;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes that Quarkus itself answers, health, metrics and the OpenAPI document, take any method
 * for a GET, and what they refuse by the Accept header has no body. This stands before them.
 */
final class FrameworkRoutes {

  private static final String ROOT = "/q/*";
  private static final String METRICS = "/metrics/*";
  private static final List<String> PATHS =
      List.of("/health/*", METRICS, "/openapi", "/openapi.json", "/openapi.yaml", "/openapi.yml");

  /** As Quarkus' route has it, which knows it with exactly these parameters. */
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final Pattern FORMS_OF_OPEN_METRICS =
      Pattern.compile(
          "application/openmetrics-text( *; *version=1\\.0\\.0)?( *; *charset=utf-8)?"
              + "(?= *(,|; *q=|$))",
          Pattern.CASE_INSENSITIVE);

  private static final String ACCEPTED = FrameworkRoutes.class.getName();

  private FrameworkRoutes() {}

  /** Registers what stands before the routes; all other requests pass one comparison. */
  static void register(Router router, int order, Vertx vertx) {
    Router routes = Router.router(vertx);
    PATHS.forEach(path -> routes.route(path).handler(FrameworkRoutes::methods));
    routes.route(METRICS).handler(FrameworkRoutes::nameOpenMetrics);
    Route negotiation = routes.route(METRICS);
    negotiation.produces("text/plain").produces(OPEN_METRICS).handler(FrameworkRoutes::accept);
    routes.route(METRICS).handler(FrameworkRoutes::refuseUnlessAccepted);
    router.route(ROOT).order(order).subRouter(routes);
  }

  /** Whether a request is for one of them, or for what is none at all but would be beside them. */
  static boolean include(RoutingContext context) {
    return context.normalizedPath().startsWith("/q/");
  }

  private static void methods(RoutingContext context) {
    switch (context.request().method().name()) {
      case "GET", "HEAD" -> context.next();
      case "OPTIONS" -> context.response().putHeader("Allow", AllowedMethods.READING).end();
      default -> ErrorAnswers.methodNotAllowed(AllowedMethods.READING).send(context);
    }
  }

  private static void nameOpenMetrics(RoutingContext context) {
    Rendering.remember(context);
    MultiMap headers = context.request().headers();
    @Nullable String accept = headers.get(HttpHeaders.ACCEPT);
    if (accept != null) {
      String named = FORMS_OF_OPEN_METRICS.matcher(accept).replaceAll(OPEN_METRICS);
      headers.set(HttpHeaders.ACCEPT, named);
    }
    context.next();
  }

  private static void accept(RoutingContext context) {
    context.put(ACCEPTED, true).next();
  }

  private static void refuseUnlessAccepted(RoutingContext context) {
    if (context.get(ACCEPTED) == null) {
      ErrorAnswers.ofStatus(406).send(context);
    } else {
      context.next();
    }
  }
}
