package dev.tokenward.web;

import dev.tokenward.http.RequestFields;
import dev.tokenward.token.Revocation;
import dev.tokenward.token.Token;
import dev.tokenward.token.TokenSearch;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.PermissionKey;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Revoking one of one's own tokens, after a look at what may break. */
@NonBlocking
@Path("/account/api/{id}/revoke")
@PermitAll
class RevokePages {

  private static final Message UNKNOWN =
      new Message(
          "You have no such token",
          "It may be another person's, or the address is incomplete.",
          Return.HOME,
          "My tokens");

  private final TokenService tokens;
  private final TokenSearch search;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  RevokePages(TokenService tokens, TokenSearch search, Gate gate, Pages pages, Clock clock) {
    this.tokens = tokens;
    this.search = search;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> ask(@PathParam("id") String id) {
    return gate.page(
        PermissionKey.SELF_API,
        visitor ->
            find(visitor, id)
                .map(found -> found.map(token -> ask(visitor, token)))
                .map(page -> page.orElseGet(() -> unknown(visitor))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> revoke(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PermissionKey.SELF_API,
        form,
        visitor -> revoke(visitor, id).map(outcome -> answer(visitor, outcome)));
  }

  private Uni<Optional<Token>> find(Visitor visitor, String id) {
    return PageId.parse(id)
        .map(uuid -> search.find(visitor.id(), uuid))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private RestResponse<String> ask(Visitor visitor, Token token) {
    RevokeView view = new RevokeView(TokenRow.of(token, clock.instant()));
    return pages.page(Templates.revoke(pages.frame(visitor), view));
  }

  private Uni<Revocation> revoke(Visitor visitor, String id) {
    return PageId.parse(id)
        .map(uuid -> tokens.revoke(visitor.id(), uuid))
        .orElseGet(() -> Uni.createFrom().item(new Revocation.NotFound()));
  }

  private RestResponse<String> answer(Visitor visitor, Revocation outcome) {
    if (outcome instanceof Revocation.NotFound) {
      return unknown(visitor);
    }
    boolean now = outcome instanceof Revocation.Revoked;
    return pages.redirect(Return.HOME + "?done=" + (now ? "revoked" : "revoked-before"));
  }

  private RestResponse<String> unknown(Visitor visitor) {
    return pages.message(404, pages.frame(visitor), UNKNOWN);
  }
}
