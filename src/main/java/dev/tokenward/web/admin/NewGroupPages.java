package dev.tokenward.web.admin;

import dev.tokenward.api.GroupFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.GroupChanges;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.FieldErrors;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Creating a group. */
@NonBlocking
@Path(GroupsPage.PATH + "/new")
@PermitAll
class NewGroupPages {

  private final GroupService groups;
  private final GroupForms forms;
  private final Gate gate;
  private final Pages pages;

  @Inject
  NewGroupPages(GroupService groups, GroupForms forms, Gate gate, Pages pages) {
    this.groups = groups;
    this.forms = forms;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form() {
    return gate.page(PermissionKey.SUPERUSER, visitor -> forms.page(visitor, Optional.empty(), ""));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> create(RequestFields fields) {
    return gate.action(PermissionKey.SUPERUSER, fields, visitor -> create(visitor, fields));
  }

  private Uni<RestResponse<String>> create(Visitor visitor, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> groups.create(visitor.actor(), read(fields)))
        .map(made -> pages.redirect(GroupsPage.path(made.id()) + "?done=group-created"))
        .onFailure(FieldErrors::explain)
        .recoverWithUni(failure -> forms.again(visitor, Optional.empty(), fields, failure));
  }

  private static GroupChanges read(RequestFields fields) {
    return GroupFields.forNewGroup(GroupForms.known(fields)).withoutInherited();
  }
}
