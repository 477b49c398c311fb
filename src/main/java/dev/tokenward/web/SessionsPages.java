package dev.tokenward.web;

import dev.tokenward.http.RequestFields;
import dev.tokenward.session.SessionService;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Where one is signed in, and an end to it. */
@NonBlocking
@Path(SessionsPages.PATH)
@PermitAll
class SessionsPages {

  static final String PATH = "/account/sessions";

  private final SessionService sessions;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  SessionsPages(SessionService sessions, Gate gate, Pages pages, Clock clock) {
    this.sessions = sessions;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> list(@QueryParam("done") @DefaultValue("") String done) {
    return gate.page(visitor -> view(visitor).map(view -> page(visitor, done, view)));
  }

  @POST
  @Path("end-others")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> endOthers(RequestFields form) {
    return gate.action(
        form,
        visitor ->
            sessions
                .endOthers(visitor.id(), visitor.signedIn().session().id())
                .map(ended -> pages.redirect(PATH + "?done=sessions")));
  }

  /** Ending what has ended already is no error. */
  @POST
  @Path("{id}/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> end(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        form,
        visitor ->
            PageId.parse(id)
                .map(uuid -> sessions.end(visitor.id(), uuid))
                .orElseGet(() -> Uni.createFrom().item(false))
                .map(ended -> pages.redirect(PATH + (ended ? "?done=session" : ""))));
  }

  private RestResponse<String> page(Visitor visitor, String done, SessionsView view) {
    return pages.page(Templates.sessions(pages.frame(visitor, Done.words(done)), view));
  }

  private Uni<SessionsView> view(Visitor visitor) {
    Instant now = clock.instant();
    return sessions
        .list(visitor.id())
        .map(all -> all.stream().map(one -> SessionRow.of(one, visitor, now)).toList())
        .map(SessionsView::new);
  }
}
