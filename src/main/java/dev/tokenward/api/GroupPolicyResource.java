package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.token.PolicyService;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is demanded of the tokens of a group's members; changed by who may change the group. */
@NonBlocking
@Path("/api/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(PermissionKey.SUPERUSER)
@Tag(name = "Policies", description = "What administrators demand of tokens")
class GroupPolicyResource {

  private final PolicyService policies;
  private final CurrentPrincipal current;

  @Inject
  GroupPolicyResource(PolicyService policies, CurrentPrincipal current) {
    this.policies = policies;
    this.current = current;
  }

  @GET
  @Path("{id}/policy")
  @PermissionsAllowed(PermissionKey.ADMIN)
  @Operation(operationId = "findGroupPolicy", summary = "Find the policy of a group")
  @APIResponse(
      responseCode = "200",
      description = "What is demanded, which may be nothing, or the error that there is no group.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {PolicyJson.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "a policy", value = PolicyAnswers.POLICY),
                @ExampleObject(name = "nothing", value = PolicyAnswers.NO_POLICY),
                @ExampleObject(name = "no group", value = Answers.GROUP_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<PolicyJson> find(@PathParam("id") String id) {
    return policies.find(number(id)).map(PolicyJson::of);
  }

  @PUT
  @Path("{id}/policy")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "putGroupPolicy",
      summary = "Replace the policy of a group",
      description =
          "All of it: what is absent is not demanded any more. It can only be stricter than that of"
              + " the installation, never an exception from it.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PolicyFields.OfGroup.class),
              examples = @ExampleObject(name = "a policy", value = PolicyAnswers.GROUP_FIELDS)))
  @APIResponse(
      responseCode = "200",
      description = "The policy, or the error that there is no group or that a field is wrong.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        PolicyAnswers.PolicyChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = {
                @ExampleObject(name = "changed", value = PolicyAnswers.UPDATED),
                @ExampleObject(name = "no group", value = Answers.GROUP_NOT_FOUND),
                @ExampleObject(name = "validation error", value = PolicyAnswers.INVALID)
              }))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<Envelope<PolicyJson>> put(@PathParam("id") String id, RequestFields fields) {
    return policies
        .replace(current.get().actor(), number(id), PolicyFields.ofGroup(fields))
        .map(kept -> Envelope.of("Policy updated successfully.", PolicyJson.of(kept)));
  }

  @DELETE
  @Path("{id}/policy")
  @Operation(
      operationId = "deleteGroupPolicy",
      summary = "Remove the policy of a group",
      description = "No error where there is none. It also goes with its group.")
  @APIResponse(
      responseCode = "200",
      description = "Done, or the error that there is no group.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.Done.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "removed", value = PolicyAnswers.REMOVED),
                @ExampleObject(name = "no group", value = Answers.GROUP_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "GroupNotFound")
  public Uni<Envelope<PolicyJson>> delete(@PathParam("id") String id) {
    return policies
        .remove(number(id))
        .map(done -> Envelope.of("Policy removed successfully.", null));
  }

  private static long number(String id) {
    return ResourceId.number(id).orElseThrow(GroupService::notFound);
  }
}
