package dev.tokenward.http;

import dev.tokenward.log.Printable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

  /** Right behind Quarkus' own filter of this priority, which sets what this replaces. */
  private static final int AFTER_AUTHENTICATION = 200;

  private static final List<Integer> FRAMEWORK_ERRORS =
      List.of(400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 422, 431, 500, 501, 503);

  private final SecureTransport transport;
  private final EarlyAnswer early;
  private final ProxyAnswer proxies;
  private final ClientAnswer clients;
  private final AccessLog accessLog;

  @Inject
  RequestFilters(
      SecureTransport transport,
      EarlyAnswer early,
      ProxyAnswer proxies,
      ClientAnswer clients,
      AccessLog accessLog) {
    this.transport = transport;
    this.early = early;
    this.proxies = proxies;
    this.clients = clients;
    this.accessLog = accessLog;
  }

  void register(@Observes Filters filters) {
    filters.register(this::prepare, FIRST);
    filters.register(RequestFilters::leaveFailuresToResources, AFTER_AUTHENTICATION);
  }

  void register(@Observes Router router, Vertx vertx) {
    FRAMEWORK_ERRORS.forEach(
        status -> router.errorHandler(status, context -> answer(status, context)));
    router.route().order(BEFORE_QUARKUS).failureHandler(RequestFilters::fail);
    FrameworkRoutes.register(router, BEFORE_QUARKUS + 1, vertx);
  }

  private void prepare(RoutingContext context) {
    if (RequestBounds.comesTooLate(context.request())) {
      // RFC 9112 section 9.6: nothing behind the last answer is looked at.
      return;
    }
    CurrentRequest.begin(context);
    accessLog.begin(context);
    transport.announce(context.request());
    @Nullable ProxyDialect dialect = proxies.dialectOf(context.request());
    Optional<ErrorAnswer> refusal = RequestBounds.refusal(context.request(), dialect != null);
    if (refusal.isPresent()) {
      RequestBounds.hangUp(context);
      send(refusal.get(), context);
      return;
    }
    if (dialect != null) {
      proxies.answer(dialect, context);
      return;
    }
    if (isBesideQuestions(context)) {
      ProxyAnswer.answerNoQuestion(context);
      return;
    }
    if (transport.takes(context)) {
      return;
    }
    @Nullable ClientRoute route = clients.routeOf(context.request());
    if (route != null) {
      clients.answer(route, context);
      return;
    }
    SecurityHeaders.addTo(context.response().headers());
    boolean api = ErrorAnswers.isApi(context);
    if (api || isAlwaysJson(context.normalizedPath())) {
      acceptAnything(context);
    }
    if (api && early.takes(context)) {
      return;
    }
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      context.addHeadersEndHandler(unused -> allowOnlyWhatIsTaken(context));
    }
    context.next();
  }

  /** OPTIONS is answered with a yes also where there is nothing, so it takes a second look. */
  private static boolean isBesideQuestions(RoutingContext context) {
    return ProxyAnswer.isPlaceOfQuestions(context.request().path())
        || (context.request().method().equals(HttpMethod.OPTIONS)
            && ProxyAnswer.isPlaceOfQuestions(context.normalizedPath()));
  }

  /**
   * Whoever asks who the caller is gets the failure to tell that, and {@link ErrorMapper} answers
   * it. Quarkus would prepare another way for it, for which it looks up the path template of every
   * request: a tenth of what a request costs.
   */
  private static void leaveFailuresToResources(RoutingContext context) {
    BiConsumer<RoutingContext, Throwable> nothingElse = RequestFilters::ignore;
    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, nothingElse);
    context.next();
  }

  private static void ignore(RoutingContext context, Throwable failure) {}

  /**
   * Quarkus REST's own answer to OPTIONS names what any path of the same resource takes. Others who
   * answer are right, and what counts as the current request is then one of before.
   */
  private static void allowOnlyWhatIsTaken(RoutingContext context) {
    MultiMap headers = context.response().headers();
    if (headers.contains(HttpHeaders.ALLOW) && !FrameworkRoutes.include(context)) {
      headers.set(HttpHeaders.ALLOW, AllowedMethods.ofCurrentRequest());
    }
  }

  private static boolean isAlwaysJson(String path) {
    return path.equals("/health") || path.startsWith("/.well-known/");
  }

  /** Snipe-IT's calls answer what they produce, whatever the Accept header says. */
  private static void acceptAnything(RoutingContext context) {
    MultiMap headers = context.request().headers();
    if (headers.contains(HttpHeaders.ACCEPT)) {
      Rendering.remember(context);
      headers.remove(HttpHeaders.ACCEPT);
    }
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
    send(ErrorAnswers.ofStatus(status), context);
  }

  private static void send(ErrorAnswer answer, RoutingContext context) {
    if (ProxyAnswer.isPlaceOfQuestions(context.request().path())) {
      ProxyAnswer.refuse(answer, context);
    } else {
      answer.send(context);
    }
  }
}
