package dev.tokenward.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import org.jspecify.annotations.Nullable;

/** The fields in the address of the current request. */
@Singleton
public class QueryFields {

  private final RoutingContext context;

  @Inject
  QueryFields(RoutingContext context) {
    this.context = context;
  }

  /**
   * Reads the fields of a request that brings no body.
   *
   * @return its fields
   * @throws BadRequestException if the address is not UTF-8, or has too many fields
   */
  public RequestFields read() {
    return new RequestFields(readObject(), new Violations());
  }

  ObjectNode readObject() {
    @Nullable String query = context.request().query();
    try {
      return BodyFormat.form(query == null ? "" : query);
    } catch (ProblemException malformed) {
      throw new BadRequestException(malformed);
    }
  }
}
