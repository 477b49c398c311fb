package dev.tokenward.api;

import static dev.tokenward.api.OpenApiLists.number;
import static dev.tokenward.api.OpenApiLists.parameter;
import static dev.tokenward.api.OpenApiLists.text;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the OpenAPI document what the audit log and its export can be asked for, which {@link
 * AuditFilters} reads. Runs while the application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiAudit implements OASFilter {

  /** Made by the build. */
  public OpenApiAudit() {}

  @Override
  public @Nullable Operation filterOperation(Operation operation) {
    if (AuditResource.FIND.equals(operation.getOperationId())) {
      filters().forEach(operation::addParameter);
    } else if (AuditResource.EXPORT.equals(operation.getOperationId())) {
      Stream.concat(filters().stream(), range().stream()).forEach(operation::addParameter);
    }
    return operation;
  }

  private static List<Parameter> filters() {
    return List.of(
        parameter(
                "actor",
                "What the actor was called, exactly: a username, or the name of a client",
                text())
            .example("ada"),
        parameter("actor_id", "The number of a user, or the id of a client", text()).example("1"),
        parameter("actor_kind", "What the actor is", text()).example("operator"),
        parameter("action", "What was done; with .* at the end, everything of a kind", text())
            .example("token.*"),
        parameter("target_type", "What it was done to", text()).example("token"),
        parameter("target_id", "To which one", text())
            .example("9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d"),
        parameter("user_id", "Whose it is", whole()),
        parameter("address", "Where the request came from", text()).example("203.0.113.7"),
        parameter(
            "outcome",
            "Whether it was done",
            text().addEnumeration("done").addEnumeration("refused")),
        parameter("from", "The first moment, in ISO 8601, or day", text()).example("2026-11-01"),
        parameter("until", "The first moment, in ISO 8601, or day behind the last", text())
            .example("2026-12-01T00:00:00Z"));
  }

  private static List<Parameter> range() {
    return List.of(
        parameter("after", "The number of the entry behind which to begin", number(0)),
        parameter(
            "limit",
            "The most lines",
            number(1).maximum(BigDecimal.valueOf(AuditFilters.MOST_LINES))));
  }

  private static Schema whole() {
    return OASFactory.createSchema().addType(SchemaType.INTEGER);
  }
}
