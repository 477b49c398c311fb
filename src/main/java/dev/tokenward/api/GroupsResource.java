package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Group;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Groups (Snipe-IT: /groups). */
@NonBlocking
@Path("/api/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(PermissionKey.SUPERUSER)
@Tag(name = "Groups", description = "Groups and what they grant; for superusers only")
class GroupsResource {

  private final GroupService groups;
  private final CurrentPrincipal current;
  private final ListQuery.Reader queries;

  @Inject
  GroupsResource(GroupService groups, CurrentPrincipal current, ListQuery.Reader queries) {
    this.groups = groups;
    this.current = current;
    this.queries = queries;
  }

  @GET
  @Operation(operationId = "listGroups", summary = "List groups")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Answers.GroupsListed.class),
              examples = @ExampleObject(name = "one group", value = Answers.GROUP_LIST)))
  public Uni<ListJson<GroupJson>> list(@Context UriInfo uri) {
    ListQuery query = queries.read(uri);
    return groups.list(query.request()).map(page -> ListJson.of(page, query, GroupJson::of));
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "findGroup", summary = "Find a group")
  @APIResponse(
      responseCode = "200",
      description = "The group, or the error that there is none.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {GroupJson.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "group", value = Answers.GROUP),
                @ExampleObject(name = "not found", value = Answers.GROUP_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<GroupJson> find(@PathParam("id") String id) {
    return groups.find(number(id)).map(GroupJson::of);
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(operationId = "createGroup", summary = "Create a group")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = GroupFields.class, requiredProperties = "name"),
              examples = @ExampleObject(name = "new group", value = Answers.GROUP_FIELDS)))
  @APIResponse(
      responseCode = "200",
      description = "The new group, or what is wrong with a field.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.GroupChanged.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "created", value = Answers.GROUP_CREATED),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  public Uni<Envelope<GroupJson>> create(RequestFields fields) {
    return groups
        .create(current.get().actor(), GroupFields.forNewGroup(fields))
        .map(made -> answer("Group created successfully.", made));
  }

  @PATCH
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "changeGroup",
      summary = "Change a group",
      description = "Fields that are absent stay as they are.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = GroupFields.class),
              examples = @ExampleObject(name = "other permissions", value = Answers.GROUP_CHANGES)))
  @APIResponse(
      responseCode = "200",
      description =
          "The group afterwards, or the error that there is none or that a field is wrong.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        Answers.GroupChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = {
                @ExampleObject(name = "changed", value = Answers.GROUP_UPDATED),
                @ExampleObject(name = "not found", value = Answers.GROUP_NOT_FOUND),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<Envelope<GroupJson>> change(@PathParam("id") String id, RequestFields fields) {
    return groups
        .edit(number(id), GroupFields.forChange(fields))
        .map(changed -> answer("Group updated successfully.", changed));
  }

  @PUT
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "putGroup",
      summary = "Change a group",
      description = "The same as PATCH, as in Snipe-IT.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = GroupFields.class),
              examples = @ExampleObject(name = "other permissions", value = Answers.GROUP_CHANGES)))
  @APIResponse(
      responseCode = "200",
      description = "The same as PATCH.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        Answers.GroupChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = @ExampleObject(name = "changed", value = Answers.GROUP_UPDATED)))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<Envelope<GroupJson>> put(@PathParam("id") String id, RequestFields fields) {
    return change(id, fields);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteGroup",
      summary = "Delete a group",
      description = "Its members lose what it granted from their next request on.")
  @APIResponse(
      responseCode = "200",
      description = "Done, or the error that there is no such group.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.Done.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "deleted", value = Answers.GROUP_DELETED),
                @ExampleObject(name = "not found", value = Answers.GROUP_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<Envelope<GroupJson>> delete(@PathParam("id") String id) {
    return groups.delete(number(id)).map(done -> Envelope.of("Group deleted successfully.", null));
  }

  private static Envelope<GroupJson> answer(String message, Group group) {
    return Envelope.of(message, GroupJson.of(group));
  }

  private static long number(String id) {
    return ResourceId.number(id).orElseThrow(GroupService::notFound);
  }
}
