package dev.tokenward.web.admin;

import dev.tokenward.api.UserFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
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
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Giving somebody another password, which signs them out everywhere. One's own is changed where the
 * current one is asked for.
 */
@NonBlocking
@Path(UsersPage.PATH + "/{id}/password")
@PermitAll
class UserPasswordPages {

  private static final List<String> PERMISSIONS = List.of(UsersPage.VIEW, UsersPage.EDIT);
  private static final List<String> KNOWN = List.of("password", "password_confirmation");
  private static final String OWN = "/account/password";

  private final UserService users;
  private final Gate gate;
  private final Pages pages;

  @Inject
  UserPasswordPages(UserService users, Gate gate, Pages pages) {
    this.users = users;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(@PathParam("id") String id) {
    return gate.page(
        PERMISSIONS,
        visitor -> other(visitor, id, user -> item(form(200, visitor, user, FieldErrors.NONE))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> change(@PathParam("id") String id, RequestFields fields) {
    return gate.action(
        PERMISSIONS, fields, visitor -> other(visitor, id, user -> change(visitor, user, fields)));
  }

  private Uni<RestResponse<String>> other(
      Visitor visitor, String id, Function<Profile, Uni<RestResponse<String>>> answer) {
    return users
        .find(UsersPage.number(id))
        .invoke(user -> Above.refuse(visitor, user))
        .chain(user -> user.id() == visitor.id() ? item(pages.redirect(OWN)) : answer.apply(user));
  }

  private Uni<RestResponse<String>> change(Visitor visitor, Profile user, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> users.edit(visitor.actor(), user.id(), read(fields)))
        .map(changed -> pages.redirect(UsersPage.path(changed.id()) + "?done=password"))
        .onFailure(FieldErrors::explain)
        .recoverWithItem(failure -> form(422, visitor, user, errors(failure)));
  }

  private static UserChanges read(RequestFields fields) {
    fields.without(Gate.FORM_TOKEN).refuseAllBut(KNOWN);
    fields.require("password", fields.verbatim("password"));
    return UserFields.forChange(fields);
  }

  private static FieldErrors errors(Throwable failure) {
    return FieldErrors.of((ProblemException) failure, Map.of(), Map.of());
  }

  private RestResponse<String> form(int status, Visitor visitor, Profile user, FieldErrors errors) {
    UserPasswordView view =
        new UserPasswordView(user.id(), user.fullName(), user.username(), errors);
    return pages.page(status, Templates.userPassword(pages.frame(visitor), view));
  }

  private static Uni<RestResponse<String>> item(RestResponse<String> answer) {
    return Uni.createFrom().item(answer);
  }
}
