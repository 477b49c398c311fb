package dev.tokenward.web.admin;

import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.OwnedToken;
import dev.tokenward.token.Revocation;
import dev.tokenward.token.TokenAdministration;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Gate;
import dev.tokenward.web.PageId;
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
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Revoking one token of anybody, after a look at what may break. */
@NonBlocking
@Path(AllTokensPage.PATH + "/{id}/revoke")
@PermitAll
class RevokeAnyPages {

  private final TokenAdministration tokens;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  RevokeAnyPages(TokenAdministration tokens, Gate gate, Pages pages, Clock clock) {
    this.tokens = tokens;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> ask(@PathParam("id") String id) {
    return gate.page(
        PermissionKey.ADMIN, visitor -> tokens.find(id(id)).map(token -> ask(visitor, token)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> revoke(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PermissionKey.ADMIN,
        form,
        visitor -> tokens.revoke(visitor.actor(), id(id)).map(this::answer));
  }

  private RestResponse<String> ask(Visitor visitor, OwnedToken token) {
    RevokeAnyView view =
        new RevokeAnyView(
            OwnedTokenRow.of(token, clock.instant()), visitor.actor().mayChange(token.owner()));
    return pages.page(Templates.revokeAny(pages.frame(visitor), view));
  }

  private RestResponse<String> answer(Revocation outcome) {
    boolean now = outcome instanceof Revocation.Revoked;
    return pages.redirect(AllTokensPage.PATH + "?done=" + (now ? "revoked" : "revoked-before"));
  }

  private static UUID id(String text) {
    return PageId.parse(text)
        .orElseThrow(() -> new ProblemException(new Problem.NotFoundSilently()));
  }
}
