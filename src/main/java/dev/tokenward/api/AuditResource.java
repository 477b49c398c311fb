package dev.tokenward.api;

import dev.tokenward.audit.AuditLog;
import dev.tokenward.audit.AuditQuery;
import dev.tokenward.http.QueryFields;
import dev.tokenward.user.PermissionKey;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

/** The audit log, for administrators. Snipe-IT has nothing like it. */
@NonBlocking
@Path("/api/v1/audit")
@PermissionsAllowed(PermissionKey.ADMIN)
@Tag(
    name = "Audit",
    description = "Who did what to which token, user or policy, for administrators")
class AuditResource {

  static final String FIND = "findAuditEntries";
  static final String EXPORT = "exportAuditEntries";

  private final AuditLog log;
  private final ListQuery.Reader queries;
  private final QueryFields filters;

  @Inject
  AuditResource(AuditLog log, ListQuery.Reader queries, QueryFields filters) {
    this.log = log;
    this.queries = queries;
    this.filters = filters;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = FIND,
      summary = "Find entries of the audit log",
      description =
          "Those that are as all filters say, in the order in which they were sealed, the last one"
              + " first unless order is asc. What was done before the call is in the answer. A filter"
              + " that can't be understood is refused, and so is one that is unknown.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the log, or what is wrong with a filter.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {AuditAnswers.Found.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "one entry", value = AuditAnswers.FOUND),
                @ExampleObject(name = "invalid filter", value = AuditAnswers.INVALID_FILTER)
              }))
  @APIResponse(responseCode = "422", ref = "InvalidFilter")
  public Uni<ListJson<AuditEntryJson>> find(@Context UriInfo uri) {
    ListQuery list = queries.read(uri, AuditFilters.NAMES);
    AuditQuery wanted = AuditFilters.read(filters.read());
    return log.find(wanted, list.request())
        .map(page -> ListJson.of(page, list, AuditEntryJson::of));
  }

  @GET
  @Path("export")
  @Produces(RestMediaType.APPLICATION_NDJSON)
  @Operation(
      operationId = EXPORT,
      summary = "Export the audit log as JSON Lines",
      description =
          "One entry in each line, the oldest first, at most 100000. The answer is written as fast as"
              + " it is read. Go on with the last number as after.")
  @APIResponse(
      responseCode = "200",
      description = "The entries, or what is wrong with a filter.",
      content = {
        @Content(
            mediaType = RestMediaType.APPLICATION_NDJSON,
            schema = @Schema(implementation = AuditEntryJson.class),
            examples = @ExampleObject(name = "one entry", value = AuditAnswers.ENTRY)),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Answers.Invalid.class),
            examples = @ExampleObject(name = "invalid filter", value = AuditAnswers.INVALID_FILTER))
      })
  @APIResponse(responseCode = "422", ref = "InvalidFilter")
  public Multi<AuditEntryJson> export() {
    AuditFilters.Lines lines = AuditFilters.readLines(filters.read());
    return log.export(lines.query(), lines.after(), lines.most())
        .onItem()
        .<AuditEntryJson>transformToIterable(
            page -> page.stream().map(AuditEntryJson::of).toList());
  }
}
