package dev.tokenward.api;

import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserService;
import dev.tokenward.verify.Principal;
import io.quarkus.security.Authenticated;
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

/** The current user, and all others (Snipe-IT: /users). */
@NonBlocking
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users", description = "The current user, and all others")
class UsersResource {

  private final UserService users;
  private final CurrentPrincipal current;
  private final CurrentUser me;
  private final ListQuery.Reader queries;

  @Inject
  UsersResource(
      UserService users, CurrentPrincipal current, CurrentUser me, ListQuery.Reader queries) {
    this.users = users;
    this.current = current;
    this.me = me;
    this.queries = queries;
  }

  @GET
  @Path("me")
  @Authenticated
  @Operation(
      operationId = "currentUser",
      summary = "Whose token is this?",
      description =
          "The owner of the token in use. Needs no permission, so it is the call to test a token with.")
  @APIResponse(
      responseCode = "200",
      description = "The owner of the token.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UserJson.class),
              examples = @ExampleObject(name = "user", value = Answers.USER)))
  public byte[] me() {
    return me.body(current.get());
  }

  @GET
  @PermissionsAllowed("users.view")
  @Operation(operationId = "listUsers", summary = "List users")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Answers.UsersListed.class),
              examples = @ExampleObject(name = "one user", value = Answers.USER_LIST)))
  public Uni<ListJson<UserJson>> list(@Context UriInfo uri) {
    ListQuery query = queries.read(uri);
    Principal caller = current.get();
    return users
        .list(query.request())
        .map(page -> ListJson.of(page, query, profile -> UserJson.of(profile, caller)));
  }

  @GET
  @Path("{id}")
  @PermissionsAllowed("users.view")
  @Operation(operationId = "findUser", summary = "Find a user")
  @APIResponse(
      responseCode = "200",
      description = "The user, or the error that there is none.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {UserJson.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "user", value = Answers.USER),
                @ExampleObject(name = "not found", value = Answers.USER_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "UserNotFound")
  public Uni<UserJson> find(@PathParam("id") String id) {
    Principal caller = current.get();
    return users.find(number(id)).map(profile -> UserJson.of(profile, caller));
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed("users.create")
  @Operation(operationId = "createUser", summary = "Create a user")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      implementation = UserFields.class,
                      requiredProperties = {
                        "first_name",
                        "username",
                        "password",
                        "password_confirmation"
                      }),
              examples = @ExampleObject(name = "new user", value = Answers.USER_FIELDS)))
  @APIResponse(
      responseCode = "200",
      description = "The new user, or what is wrong with a field.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.UserChanged.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "created", value = Answers.USER_CREATED),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  public Uni<Envelope<UserJson>> create(RequestFields fields) {
    Principal caller = current.get();
    return users
        .create(caller.actor(), UserFields.forNewUser(fields))
        .map(made -> answer("User was successfully created.", made, caller));
  }

  @PATCH
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed("users.edit")
  @Operation(
      operationId = "changeUser",
      summary = "Change a user",
      description = "Fields that are absent stay as they are.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UserFields.class),
              examples = @ExampleObject(name = "another job", value = Answers.USER_CHANGES)))
  @APIResponse(
      responseCode = "200",
      description =
          "The user afterwards, or the error that there is none or that a field is wrong.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        Answers.UserChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = {
                @ExampleObject(name = "changed", value = Answers.USER_UPDATED),
                @ExampleObject(name = "not found", value = Answers.USER_NOT_FOUND),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  @APIResponse(responseCode = "404", ref = "UserNotFound")
  public Uni<Envelope<UserJson>> change(@PathParam("id") String id, RequestFields fields) {
    Principal caller = current.get();
    return users
        .edit(caller.actor(), number(id), UserFields.forChange(fields))
        .map(changed -> answer("User was successfully updated.", changed, caller));
  }

  @PUT
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed("users.edit")
  @Operation(
      operationId = "putUser",
      summary = "Change a user",
      description = "The same as PATCH, as in Snipe-IT.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UserFields.class),
              examples = @ExampleObject(name = "another job", value = Answers.USER_CHANGES)))
  @APIResponse(
      responseCode = "200",
      description = "The same as PATCH.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        Answers.UserChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = @ExampleObject(name = "changed", value = Answers.USER_UPDATED)))
  @APIResponse(responseCode = "404", ref = "UserNotFound")
  public Uni<Envelope<UserJson>> put(@PathParam("id") String id, RequestFields fields) {
    return change(id, fields);
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("users.delete")
  @Operation(
      operationId = "deleteUser",
      summary = "Delete a user",
      description = "All tokens of the user are dead from now on. Nobody can delete themself.")
  @APIResponse(
      responseCode = "200",
      description = "Done, or the error that there is no such user.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.Done.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "deleted", value = Answers.USER_DELETED),
                @ExampleObject(name = "not found", value = Answers.USER_NOT_FOUND)
              }))
  @APIResponse(responseCode = "404", ref = "UserNotFound")
  @APIResponse(responseCode = "409", ref = "OwnDeletion")
  public Uni<Envelope<UserJson>> delete(@PathParam("id") String id) {
    return users
        .delete(current.get().actor(), number(id))
        .map(done -> Envelope.of("User was successfully deleted.", null));
  }

  private static Envelope<UserJson> answer(String message, Profile profile, Principal caller) {
    return Envelope.of(message, UserJson.of(profile, caller));
  }

  private static long number(String id) {
    return ResourceId.number(id).orElseThrow(UserService::notFound);
  }
}
