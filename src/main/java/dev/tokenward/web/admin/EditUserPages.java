package dev.tokenward.web.admin;

import dev.tokenward.api.UserFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserChanges;
import dev.tokenward.user.UserService;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Changing a user: who they are, the groups they are in, and what they may do. */
@NonBlocking
@Path(UsersPage.PATH + "/{id}/edit")
@PermitAll
class EditUserPages {

  private static final List<String> PERMISSIONS = List.of(UsersPage.VIEW, UsersPage.EDIT);

  private final UserService users;
  private final UserForms forms;
  private final Gate gate;
  private final Pages pages;

  @Inject
  EditUserPages(UserService users, UserForms forms, Gate gate, Pages pages) {
    this.users = users;
    this.forms = forms;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(@PathParam("id") String id) {
    return gate.page(
        PERMISSIONS,
        visitor ->
            users
                .find(UsersPage.number(id))
                .invoke(user -> Above.refuse(visitor, user))
                .chain(
                    user ->
                        forms.page(
                            200, visitor, Optional.of(user), UserForm.of(user), FieldErrors.NONE)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> edit(@PathParam("id") String id, RequestFields fields) {
    return gate.action(
        PERMISSIONS,
        fields,
        visitor ->
            users
                .find(UsersPage.number(id))
                .invoke(user -> Above.refuse(visitor, user))
                .chain(user -> edit(visitor, user, fields)));
  }

  private Uni<RestResponse<String>> edit(Visitor visitor, Profile user, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> users.edit(visitor.actor(), user.id(), read(fields), Typed.seen(fields)))
        .map(changed -> pages.redirect(UsersPage.path(changed.id()) + "?done=changed"))
        .onFailure(UserForms::explain)
        .recoverWithUni(
            failure -> forms.again(visitor, Optional.of(user), UserForm.of(fields), failure));
  }

  private static UserChanges read(RequestFields fields) {
    fields.without(Gate.FORM_TOKEN).refuseAllBut(UserForm.KNOWN);
    return UserFields.forChange(fields).withoutInherited();
  }
}
