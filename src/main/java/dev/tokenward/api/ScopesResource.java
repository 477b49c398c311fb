package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.ScopeService;
import dev.tokenward.verify.Principal;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The vocabulary of scopes, which services of one's own can extend. */
@NonBlocking
@Path("/api/v1/scopes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Scopes", description = "What tokens, users and groups can be allowed to do")
class ScopesResource {

  private final ScopeService scopes;
  private final CurrentPrincipal current;

  @Inject
  ScopesResource(ScopeService scopes, CurrentPrincipal current) {
    this.scopes = scopes;
    this.current = current;
  }

  @GET
  @Authenticated
  @Operation(
      operationId = "listScopes",
      summary = "List all scopes",
      description =
          "The built-in ones and the registered ones, each with what it allows and whether the"
              + " credential in use could give it to a token.")
  @APIResponse(
      responseCode = "200",
      description = "All of them.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Answers.ScopesListed.class),
              examples = @ExampleObject(name = "three scopes", value = Answers.SCOPE_LIST)))
  public Uni<Envelope<List<ScopeJson>>> list() {
    Principal caller = current.get();
    return scopes.list().map(all -> Envelope.of(ScopeJson.of(all, caller)));
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed(PermissionKey.ADMIN)
  @Operation(
      operationId = "registerScope",
      summary = "Register a scope",
      description =
          "From then on it is a permission that users and groups can have and a scope that tokens"
              + " can name. At most 1,000 can be registered.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      implementation = ScopeFields.class,
                      requiredProperties = {"name", "description"}),
              examples = @ExampleObject(name = "new scope", value = Answers.SCOPE_FIELDS)))
  @APIResponse(
      responseCode = "200",
      description = "The new scope, or what is wrong with a field.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.ScopeRegistered.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "registered", value = Answers.SCOPE_REGISTERED),
                @ExampleObject(name = "built-in area", value = Answers.SCOPE_INVALID)
              }))
  public Uni<Envelope<ScopeJson>> register(RequestFields fields) {
    ScopeFields given = ScopeFields.read(fields);
    Principal caller = current.get();
    return scopes
        .register(caller.actor(), given.name(), given.description())
        .map(made -> Envelope.of("Scope registered successfully.", ScopeJson.of(made, caller)));
  }

  @DELETE
  @Path("{name}")
  @PermissionsAllowed(PermissionKey.ADMIN)
  @Operation(
      operationId = "deleteScope",
      summary = "Delete a registered scope",
      description =
          "Refused while a live token, a user or a group names it; a token that names the area"
              + " counts when the scope is the last of it.")
  @APIResponse(
      responseCode = "200",
      description = "Done, or the error that there is no such scope or that it is in use.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.Done.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "deleted", value = Answers.SCOPE_DELETED),
                @ExampleObject(name = "not found", value = Answers.SCOPE_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "ScopeNotFound")
  @APIResponse(responseCode = "409", ref = "ScopeInUse")
  public Uni<Envelope<ScopeJson>> delete(
      @PathParam("name") @Parameter(description = "The scope's name", example = "billing.export")
          String name) {
    return scopes.delete(name).map(done -> Envelope.of("Scope deleted successfully.", null));
  }
}
