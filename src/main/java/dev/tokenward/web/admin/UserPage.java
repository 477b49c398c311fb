package dev.tokenward.web.admin;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Scope;
import dev.tokenward.user.ScopeService;
import dev.tokenward.user.UserChanges;
import dev.tokenward.user.UserService;
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
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** One user, who can be enabled and disabled here. */
@NonBlocking
@Path(UsersPage.PATH + "/{id}")
@PermitAll
class UserPage {

  private final UserService users;
  private final ScopeService scopes;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  UserPage(UserService users, ScopeService scopes, Gate gate, Pages pages, Clock clock) {
    this.users = users;
    this.scopes = scopes;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> page(
      @PathParam("id") String id, @QueryParam("done") @DefaultValue("") String done) {
    return gate.page(
        UsersPage.VIEW,
        visitor ->
            users
                .find(UsersPage.number(id))
                .chain(
                    profile ->
                        scopes.list().map(all -> page(visitor, profile, all, Done.words(done)))));
  }

  @POST
  @Path("enable")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> enable(@PathParam("id") String id, RequestFields form) {
    return activate(id, form, true);
  }

  @POST
  @Path("disable")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> disable(@PathParam("id") String id, RequestFields form) {
    return activate(id, form, false);
  }

  private Uni<RestResponse<String>> activate(String id, RequestFields form, boolean active) {
    return gate.action(
        List.of(UsersPage.VIEW, UsersPage.EDIT),
        form,
        visitor ->
            users
                .edit(visitor.actor(), UsersPage.number(id), UserChanges.activation(active))
                .map(
                    changed ->
                        pages.redirect(
                            UsersPage.path(changed.id())
                                + "?done="
                                + (active ? "enabled" : "disabled"))));
  }

  private RestResponse<String> page(
      Visitor visitor, Profile profile, List<Scope> vocabulary, String done) {
    UserView view = UserView.of(visitor, profile, vocabulary, clock.instant());
    return pages.page(Templates.user(pages.frame(visitor, done), view));
  }
}
