package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.token.PolicyService;
import dev.tokenward.user.PermissionKey;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
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

/** What is demanded of everybody's tokens, and the tokens that are not so. */
@NonBlocking
@Path("/api/v1/policy")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(PermissionKey.ADMIN)
@Tag(name = "Policies", description = "What administrators demand of tokens")
class PolicyResource {

  private final PolicyService policies;
  private final CurrentPrincipal current;
  private final ListQuery.Reader queries;

  @Inject
  PolicyResource(PolicyService policies, CurrentPrincipal current, ListQuery.Reader queries) {
    this.policies = policies;
    this.current = current;
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "findPolicy",
      summary = "Find the policy of the installation",
      description = "For a user the strictest of it and the policies of their groups counts.")
  @APIResponse(
      responseCode = "200",
      description = "What is demanded, which may be nothing.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PolicyJson.class),
              examples = {
                @ExampleObject(name = "a policy", value = PolicyAnswers.POLICY),
                @ExampleObject(name = "nothing", value = PolicyAnswers.NO_POLICY)
              }))
  public Uni<PolicyJson> find() {
    return policies.find().map(PolicyJson::of);
  }

  @PUT
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @Operation(
      operationId = "putPolicy",
      summary = "Replace the policy of the installation",
      description =
          "All of it: what is absent is not demanded any more. Counts from the next token on, on"
              + " every replica; tokens that are there stay, and can be listed.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PolicyFields.class),
              examples = @ExampleObject(name = "a policy", value = PolicyAnswers.FIELDS)))
  @APIResponse(
      responseCode = "200",
      description = "The policy, or what is wrong with a field.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {PolicyAnswers.PolicyChanged.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "changed", value = PolicyAnswers.UPDATED),
                @ExampleObject(name = "validation error", value = PolicyAnswers.INVALID)
              }))
  public Uni<Envelope<PolicyJson>> put(RequestFields fields) {
    return policies
        .replace(current.get().actor(), PolicyFields.ofInstallation(fields))
        .map(kept -> Envelope.of("Policy updated successfully.", PolicyJson.of(kept)));
  }

  @GET
  @Path("violations")
  @Operation(
      operationId = "listPolicyViolations",
      summary = "List the live tokens that break a policy",
      description =
          "They stay valid until somebody revokes them. Can be sorted by created_at, expires_at,"
              + " id, name and username; search looks into name, preview, username and the owner's"
              + " name.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PolicyAnswers.ViolationsListed.class),
              examples = @ExampleObject(name = "one token", value = PolicyAnswers.VIOLATIONS)))
  public Uni<ListJson<PolicyViolationJson>> violations(@Context UriInfo uri) {
    ListQuery query = queries.read(uri);
    return policies
        .violations(query.request())
        .map(page -> ListJson.of(page, query, PolicyViolationJson::of));
  }
}
