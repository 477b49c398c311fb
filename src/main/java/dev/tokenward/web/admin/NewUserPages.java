package dev.tokenward.web.admin;

import dev.tokenward.api.UserFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserChanges;
import dev.tokenward.user.UserService;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Message;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Creating a user. */
@NonBlocking
@Path(NewUserPages.PATH)
@PermitAll
class NewUserPages {

  static final String PATH = UsersPage.PATH + "/new";

  /** For those who may create users and not see them. */
  private static final Message CREATED =
      new Message(
          "The user is created",
          "They can sign in now if they are active.",
          PATH,
          "Create another user");

  private final UserService users;
  private final UserForms forms;
  private final Gate gate;
  private final Pages pages;

  @Inject
  NewUserPages(UserService users, UserForms forms, Gate gate, Pages pages) {
    this.users = users;
    this.forms = forms;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(@QueryParam("done") @DefaultValue("") String done) {
    return gate.page(
        UsersPage.CREATE,
        visitor ->
            done.isEmpty()
                ? forms.page(200, visitor, Optional.empty(), UserForm.EMPTY, FieldErrors.NONE)
                : Uni.createFrom().item(pages.message(200, pages.frame(visitor), CREATED)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> create(RequestFields fields) {
    return gate.action(UsersPage.CREATE, fields, visitor -> create(visitor, fields));
  }

  private Uni<RestResponse<String>> create(Visitor visitor, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> users.create(visitor.actor(), read(fields)))
        .map(made -> pages.redirect(path(visitor, made)))
        .onFailure(UserForms::explain)
        .recoverWithUni(
            failure -> forms.again(visitor, Optional.empty(), UserForm.of(fields), failure));
  }

  private static UserChanges read(RequestFields fields) {
    fields.without(Gate.FORM_TOKEN).refuseAllBut(UserForm.KNOWN_OF_NEW);
    return UserFields.forNewUser(fields).withoutInherited();
  }

  private static String path(Visitor visitor, Profile made) {
    return visitor.may(UsersPage.VIEW)
        ? UsersPage.path(made.id()) + "?done=created"
        : PATH + "?done=created";
  }
}
