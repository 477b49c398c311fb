package dev.tokenward.web;

import dev.tokenward.http.RequestFields;
import dev.tokenward.session.SessionService;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Signing out: the session ends here and in the browser. */
@NonBlocking
@Path("/logout")
@PermitAll
class SignOutResource {

  private final SessionService sessions;
  private final Cookies cookies;
  private final Pages pages;
  private final Gate gate;
  private final SignInWays ways;

  @Inject
  SignOutResource(
      SessionService sessions, Cookies cookies, Pages pages, Gate gate, SignInWays ways) {
    this.sessions = sessions;
    this.cookies = cookies;
    this.pages = pages;
    this.gate = gate;
    this.ways = ways;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> signOut(RequestFields form) {
    return gate.action(
        form,
        visitor ->
            sessions
                .end(visitor.secret())
                .map(ended -> pages.redirect(ways.signedOutPath(), cookies.noSession())));
  }
}
