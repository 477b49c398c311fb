package dev.tokenward.web.admin;

import dev.tokenward.client.ClientService;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Gate;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Deleting a client, after a look at what that means. */
@NonBlocking
@Path(ClientsPage.PATH + "/{id}/delete")
@PermitAll
class DeleteClientPages {

  private final ClientService clients;
  private final Gate gate;
  private final Pages pages;

  @Inject
  DeleteClientPages(ClientService clients, Gate gate, Pages pages) {
    this.clients = clients;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> ask(@PathParam("id") String id) {
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            clients.find(visitor.actor(), ClientsPage.id(id)).map(client -> ask(visitor, client)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> delete(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PermissionKey.ADMIN,
        form,
        visitor ->
            clients
                .delete(visitor.actor(), ClientsPage.id(id))
                .map(done -> pages.redirect(ClientsPage.PATH + "?done=client-deleted")));
  }

  private RestResponse<String> ask(Visitor visitor, RegisteredClient client) {
    DeletionView view =
        new DeletionView(
            "Delete the client “%s”?".formatted(client.name()),
            List.of(
                consequence(ClientRow.live(client)),
                "It can't be brought back: a client that is registered again has another id and"
                    + " another secret. No token is changed."),
            ClientsPage.path(client.id()) + "/delete",
            ClientsPage.path(client.id()),
            "Delete the client");
    return pages.page(Templates.deletion(pages.frame(visitor), view));
  }

  private static String consequence(long live) {
    if (live == 0) {
      return "None of its secrets counts, so no service can be using it.";
    }
    return "A service that uses it can't ask about any token from then on: %s at once."
        .formatted(live == 1 ? "its secret ends" : "its " + live + " secrets end");
  }
}
