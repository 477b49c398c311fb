package dev.tokenward.http;

import dev.tokenward.audit.Refusals;
import dev.tokenward.log.LineBudget;
import dev.tokenward.log.Printable;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.Author;
import dev.tokenward.store.StoreFailure;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns every failure of a resource into an answer, in the rendering the client asked for. */
@Singleton
class ErrorMapper {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);
  private static final long RETRY_AFTER_SECONDS = 1;
  private static final int MOST_LINES_PER_SECOND = 5;

  private final RefusalLog refusals;
  private final Refusals audited;
  private final UnauthenticatedAnswer unauthenticated;
  private final LineBudget outageLines;

  @Inject
  ErrorMapper(
      RefusalLog refusals, Refusals audited, UnauthenticatedAnswer unauthenticated, Clock clock) {
    this.refusals = refusals;
    this.audited = audited;
    this.outageLines =
        new LineBudget(
            clock,
            MOST_LINES_PER_SECOND,
            more -> LOG.errorf("%d more requests could not be answered within a second.", more));
    this.unauthenticated = unauthenticated;
  }

  @ServerExceptionMapper
  Response problem(ProblemException failure, RoutingContext context) {
    Problem problem = failure.problem();
    if (problem instanceof Problem.Unauthenticated refusal) {
      return refused(refusal.reason(), context);
    }
    if (problem instanceof Problem.Forbidden) {
      noteForbidden(context);
    }
    return answer(ErrorAnswers.of(problem, context), context);
  }

  @ServerExceptionMapper({
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    AuthenticationCompletionException.class
  })
  Response unauthenticated(SecurityException failure, RoutingContext context) {
    return refused("no credentials", context);
  }

  /** Quarkus does not say which permission is missing; the identity that was asked for it does. */
  @ServerExceptionMapper
  Uni<Response> forbidden(ForbiddenException failure, RoutingContext context) {
    noteForbidden(context);
    return QuarkusHttpUser.getSecurityIdentity(context, null)
        .map(Identity::lastDenied)
        .map(missing -> answer(ErrorAnswers.of(new Problem.Forbidden(missing)), context));
  }

  @ServerExceptionMapper
  Uni<Response> notFound(NotFoundException failure, RoutingContext context) {
    if (!ErrorAnswers.isApi(context)) {
      return Uni.createFrom().item(answer(ErrorAnswers.ofStatus(404), context));
    }
    return switch (context.request().method().name()) {
      case "GET", "HEAD" -> notFoundForTheKnown(context);
      default ->
          Uni.createFrom()
              .item(answer(ErrorAnswers.methodNotAllowed(AllowedMethods.READING), context));
    };
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException failure, RoutingContext context) {
    Response original = failure.getResponse();
    if (original.getStatus() < 400) {
      return original;
    }
    return original.getStatus() == 405
        ? answer(ErrorAnswers.methodNotAllowed(AllowedMethods.ofCurrentRequest()), context)
        : answer(ErrorAnswers.ofStatus(original.getStatus()), context);
  }

  @ServerExceptionMapper
  Response anything(Throwable failure, RoutingContext context) {
    if (StoreFailure.isOutage(failure) || StoreFailure.isMissingSchema(failure)) {
      if (outageLines.take()) {
        LOG.errorf("A request could not be answered, because the store failed: %s", failure);
      }
      return answer(ErrorAnswers.unavailable(RETRY_AFTER_SECONDS), context);
    }
    LOG.errorf(failure, "A request failed: %s", Printable.of(context.request().method().name()));
    return answer(ErrorAnswers.serverError(), context);
  }

  /** What only reads is in no audit log, whether or not it is allowed. */
  private void noteForbidden(RoutingContext context) {
    if (!Authors.isReading(context)) {
      audited.request(
          Author.current(),
          context.request().method().name(),
          Printable.of(context.normalizedPath()));
    }
  }

  private Uni<Response> notFoundForTheKnown(RoutingContext context) {
    return QuarkusHttpUser.getSecurityIdentity(context, null)
        .map(
            identity ->
                identity.isAnonymous()
                    ? refused("no credentials", context)
                    : answer(ErrorAnswers.noSuchEndpoint(context), context))
        .onFailure(ProblemException.class)
        .recoverWithItem(failure -> problem(failure, context));
  }

  private Response refused(String reason, RoutingContext context) {
    refusals.refused(context, reason);
    return answer(unauthenticated.of(context), context);
  }

  private static Response answer(ErrorAnswer error, RoutingContext context) {
    Rendering rendering = Rendering.of(context);
    Occurrence occurrence = Occurrence.of(context);
    occurrence.addTo(context.response().headers());
    Response.ResponseBuilder answer = Response.status(error.status(rendering));
    error.headers().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
    @Nullable String text = error.text(rendering, occurrence);
    return text == null
        ? answer.build()
        : answer.type(error.contentType(rendering)).entity(text).build();
  }
}
