package dev.tokenward.web.admin;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Group;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
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

/** Deleting a group, after a look at what that means. */
@NonBlocking
@Path(GroupsPage.PATH + "/{id}/delete")
@PermitAll
class DeleteGroupPages {

  private final GroupService groups;
  private final Gate gate;
  private final Pages pages;

  @Inject
  DeleteGroupPages(GroupService groups, Gate gate, Pages pages) {
    this.groups = groups;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> ask(@PathParam("id") String id) {
    return gate.page(
        PermissionKey.SUPERUSER,
        visitor -> groups.find(GroupsPage.number(id)).map(group -> ask(visitor, group)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> delete(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PermissionKey.SUPERUSER,
        form,
        visitor ->
            groups
                .delete(GroupsPage.number(id))
                .map(done -> pages.redirect(GroupsPage.PATH + "?done=group-deleted")));
  }

  private RestResponse<String> ask(Visitor visitor, Group group) {
    DeletionView view =
        new DeletionView(
            "Delete the group “%s”?".formatted(group.name()),
            List.of(
                "%s what the group grants, and so do their tokens."
                    .formatted(
                        group.usersCount() == 1
                            ? "1 user loses"
                            : group.usersCount() + " users lose"),
                "The policy of the group goes with it."),
            GroupsPage.path(group.id()) + "/delete",
            GroupsPage.path(group.id()),
            "Delete the group");
    return pages.page(Templates.deletion(pages.frame(visitor), view));
  }
}
