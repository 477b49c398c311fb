package dev.tokenward.web;

import dev.tokenward.user.Scope;
import dev.tokenward.user.ScopeService;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Oneself: name, groups, and what one may do. */
@NonBlocking
@Path(ProfilePage.PATH)
@PermitAll
class ProfilePage {

  static final String PATH = "/account/profile";

  private final ScopeService scopes;
  private final Gate gate;
  private final Pages pages;

  @Inject
  ProfilePage(ScopeService scopes, Gate gate, Pages pages) {
    this.scopes = scopes;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> page(@QueryParam("done") @DefaultValue("") String done) {
    return gate.page(visitor -> scopes.list().map(vocabulary -> page(visitor, vocabulary, done)));
  }

  private RestResponse<String> page(Visitor visitor, List<Scope> vocabulary, String done) {
    Frame frame = pages.frame(visitor, Done.words(done));
    return pages.page(Templates.profile(frame, ProfileView.of(visitor.profile(), vocabulary)));
  }
}
