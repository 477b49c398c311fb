package dev.tokenward.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is done to every request before it is routed, and to every error made before that. */
@Singleton
class RequestFilters {

  private static final Logger LOG = Logger.getLogger(RequestFilters.class);

  /** Before everything else that Quarkus or an extension registers. */
  private static final int FIRST = 1_000;

  /** Quarkus' own failure handler shows the number of the failure in a page of its own. */
  private static final int BEFORE_QUARKUS = -1_000_000;

  private static final List<Integer> FRAMEWORK_ERRORS =
      List.of(400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 422, 431, 500, 501, 503);

  void register(@Observes Filters filters) {
    filters.register(RequestFilters::prepare, FIRST);
  }

  void register(@Observes Router router) {
    FRAMEWORK_ERRORS.forEach(
        status -> router.errorHandler(status, context -> answer(status, context)));
    router.route().order(BEFORE_QUARKUS).failureHandler(RequestFilters::fail);
  }

  private static void prepare(RoutingContext context) {
    Rendering.remember(context);
    OptionalInt refusal = RequestBounds.refusal(context.request());
    if (refusal.isPresent()) {
      RequestBounds.hangUp(context);
      answer(refusal.getAsInt(), context);
      return;
    }
    if (ErrorAnswers.isApi(context) || context.normalizedPath().equals("/health")) {
      // Snipe-IT's calls answer JSON whatever the Accept header says.
      context.request().headers().set("Accept", ErrorAnswer.JSON);
    }
    addHeaders(context.response().headers());
    context.next();
  }

  /** The headers that every answer has. */
  static void addHeaders(MultiMap headers) {
    headers.set("Cache-Control", "max-age=0, must-revalidate, no-cache, no-store, private");
    headers.set("Pragma", "no-cache");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  /** What failed before it reached a resource, so that no mapper of exceptions sees it. */
  private static void fail(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    if (status >= 500) {
      LOG.errorf(
          context.failure(),
          "A request failed: %s",
          Printable.of(context.request().method().name()));
    }
    answer(status, context);
  }

  private static void answer(int status, RoutingContext context) {
    if (context.response().ended()) {
      return;
    }
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    ErrorAnswer error = ErrorAnswers.ofStatus(status);
    Rendering rendering = Rendering.of(context);
    addHeaders(context.response().headers());
    context.response().setStatusCode(error.status(rendering));
    context.response().putHeader("Content-Type", error.contentType(rendering));
    @Nullable String text = error.text(rendering);
    context.response().end(text == null ? "" : text);
  }
}
