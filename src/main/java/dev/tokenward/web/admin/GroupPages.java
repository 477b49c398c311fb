package dev.tokenward.web.admin;

import dev.tokenward.api.GroupFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Group;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** One group: its name and what it grants. Who is in it is said on the pages of users. */
@NonBlocking
@Path(GroupsPage.PATH + "/{id}")
@PermitAll
class GroupPages {

  private final GroupService groups;
  private final GroupForms forms;
  private final Gate gate;
  private final Pages pages;

  @Inject
  GroupPages(GroupService groups, GroupForms forms, Gate gate, Pages pages) {
    this.groups = groups;
    this.forms = forms;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(
      @PathParam("id") String id, @QueryParam("done") @DefaultValue("") String done) {
    return gate.page(
        PermissionKey.SUPERUSER,
        visitor ->
            groups
                .find(GroupsPage.number(id))
                .chain(group -> forms.page(visitor, Optional.of(group), Done.words(done))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> edit(@PathParam("id") String id, RequestFields fields) {
    return gate.action(
        PermissionKey.SUPERUSER,
        fields,
        visitor -> groups.find(GroupsPage.number(id)).chain(group -> edit(visitor, group, fields)));
  }

  private Uni<RestResponse<String>> edit(Visitor visitor, Group group, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> groups.edit(group.id(), read(fields), Typed.seen(fields)))
        .map(changed -> pages.redirect(GroupsPage.path(changed.id()) + "?done=changed"))
        .onFailure(FieldErrors::explain)
        .recoverWithUni(failure -> forms.again(visitor, Optional.of(group), fields, failure));
  }

  private static GroupChanges read(RequestFields fields) {
    return GroupFields.forChange(GroupForms.known(fields)).withoutInherited();
  }
}
