package dev.tokenward.web.admin;

import dev.tokenward.store.Page;
import dev.tokenward.token.PolicyService;
import dev.tokenward.token.PolicyViolation;
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
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The live tokens that could not be made now as they are. */
@NonBlocking
@Path(ViolationsPage.PATH)
@PermitAll
class ViolationsPage {

  static final String PATH = PolicyPages.PATH + "/violations";

  private final PolicyService policies;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  ViolationsPage(PolicyService policies, Gate gate, Pages pages, Clock clock) {
    this.policies = policies;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("part") @DefaultValue("1") String part) {
    String wanted = Search.text(search);
    int number = Parts.number(part);
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            policies
                .violations(Parts.request(number, "created_at", true, wanted))
                .map(found -> view(found, wanted, number))
                .map(view -> pages.page(Templates.violations(pages.frame(visitor), view))));
  }

  private ViolationsView view(Page<PolicyViolation> found, String search, int number) {
    Instant now = clock.instant();
    Typed typed = search.isEmpty() ? Typed.NOTHING : new Typed(Map.of("search", search));
    return new ViolationsView(
        found.rows().stream().map(row -> ViolationsView.Row.of(row, now)).toList(),
        found.total(),
        typed,
        Parts.of(number, found.total(), PATH, typed));
  }
}
