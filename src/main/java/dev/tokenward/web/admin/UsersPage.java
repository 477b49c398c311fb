package dev.tokenward.web.admin;

import dev.tokenward.api.ResourceId;
import dev.tokenward.store.Page;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserService;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** All users. */
@NonBlocking
@Path(UsersPage.PATH)
@PermitAll
class UsersPage {

  static final String PATH = "/users";
  static final String VIEW = "users.view";
  static final String CREATE = "users.create";
  static final String EDIT = "users.edit";
  static final String DELETE = "users.delete";

  private final UserService users;
  private final Gate gate;
  private final Pages pages;

  @Inject
  UsersPage(UserService users, Gate gate, Pages pages) {
    this.users = users;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("part") @DefaultValue("1") String part,
      @QueryParam("done") @DefaultValue("") String done) {
    String wanted = Search.text(search);
    int number = Parts.number(part);
    return gate.page(
        VIEW,
        visitor ->
            users
                .list(Parts.request(number, "username", false, wanted))
                .map(found -> view(visitor, found, wanted, number))
                .map(
                    view ->
                        pages.page(Templates.users(pages.frame(visitor, Done.words(done)), view))));
  }

  /** The address of one user's page. */
  static String path(long id) {
    return PATH + "/" + id;
  }

  /** The number in an address. */
  static long number(String id) {
    return ResourceId.number(id).orElseThrow(UserService::notFound);
  }

  private static UsersView view(Visitor visitor, Page<Profile> found, String search, int number) {
    Typed typed = search.isEmpty() ? Typed.NOTHING : new Typed(Map.of("search", search));
    return new UsersView(
        found.rows().stream().map(UserRow::of).toList(),
        found.total(),
        typed,
        Parts.of(number, found.total(), PATH, typed),
        visitor.may(CREATE));
  }
}
