package dev.tokenward.web.admin;

import dev.tokenward.api.ResourceId;
import dev.tokenward.store.Page;
import dev.tokenward.user.Group;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
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

/** All groups. */
@NonBlocking
@Path(GroupsPage.PATH)
@PermitAll
class GroupsPage {

  static final String PATH = "/admin/groups";

  private final GroupService groups;
  private final Gate gate;
  private final Pages pages;

  @Inject
  GroupsPage(GroupService groups, Gate gate, Pages pages) {
    this.groups = groups;
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
        PermissionKey.SUPERUSER,
        visitor ->
            groups
                .list(Parts.request(number, "name", false, wanted))
                .map(found -> view(found, wanted, number))
                .map(
                    view ->
                        pages.page(
                            Templates.groups(pages.frame(visitor, Done.words(done)), view))));
  }

  /** The address of one group's page. */
  static String path(long id) {
    return PATH + "/" + id;
  }

  /** The number in an address. */
  static long number(String id) {
    return ResourceId.number(id).orElseThrow(GroupService::notFound);
  }

  private static GroupsView view(Page<Group> found, String search, int number) {
    Typed typed = search.isEmpty() ? Typed.NOTHING : new Typed(Map.of("search", search));
    return new GroupsView(
        found.rows(), found.total(), typed, Parts.of(number, found.total(), PATH, typed));
  }
}
