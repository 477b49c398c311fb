package dev.tokenward.web.admin;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserService;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Deleting a user, after a look at what that means. */
@NonBlocking
@Path(UsersPage.PATH + "/{id}/delete")
@PermitAll
class DeleteUserPages {

  private static final List<String> PERMISSIONS = List.of(UsersPage.VIEW, UsersPage.DELETE);

  private final UserService users;
  private final Gate gate;
  private final Pages pages;

  @Inject
  DeleteUserPages(UserService users, Gate gate, Pages pages) {
    this.users = users;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> ask(@PathParam("id") String id) {
    return gate.page(
        PERMISSIONS,
        visitor ->
            users
                .find(UsersPage.number(id))
                .invoke(user -> refuseOneself(visitor, user))
                .invoke(user -> Above.refuse(visitor, user))
                .map(user -> ask(visitor, user)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> delete(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PERMISSIONS,
        form,
        visitor ->
            users
                .delete(visitor.actor(), UsersPage.number(id))
                .map(done -> pages.redirect(UsersPage.PATH + "?done=deleted")));
  }

  private static void refuseOneself(Visitor visitor, Profile user) {
    if (user.id() == visitor.id()) {
      throw UserService.ownDeletion();
    }
  }

  private RestResponse<String> ask(Visitor visitor, Profile user) {
    DeletionView view =
        new DeletionView(
            "Delete %s (%s)?".formatted(user.fullName(), user.username()),
            List.of(
                "All tokens of the user are revoked, and what uses them stops working.",
                "The user is signed out everywhere and can't be brought back. To keep them out"
                    + " only for a time, disable them instead."),
            UsersPage.path(user.id()) + "/delete",
            UsersPage.path(user.id()),
            "Delete the user");
    return pages.page(Templates.deletion(pages.frame(visitor), view));
  }
}
