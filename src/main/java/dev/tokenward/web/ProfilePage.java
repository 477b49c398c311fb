package dev.tokenward.web;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Oneself: name, groups, and what one may do. */
@NonBlocking
@Path(ProfilePage.PATH)
@PermitAll
class ProfilePage {

  static final String PATH = "/account/profile";

  private final Gate gate;
  private final Pages pages;

  @Inject
  ProfilePage(Gate gate, Pages pages) {
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> page(@QueryParam("done") @DefaultValue("") String done) {
    return gate.page(visitor -> Uni.createFrom().item(page(visitor, done)));
  }

  private RestResponse<String> page(Visitor visitor, String done) {
    Frame frame = pages.frame(visitor, Done.words(done));
    return pages.page(Templates.profile(frame, ProfileView.of(visitor.profile())));
  }
}
