package dev.tokenward.web.admin;

import dev.tokenward.client.ClientService;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** One client: what is known of it, and its secrets but for their text. */
@NonBlocking
@Path(ClientsPage.PATH + "/{id}")
@PermitAll
class ClientPages {

  private final ClientService clients;
  private final ClientForms forms;
  private final NewSecretPage secrets;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  ClientPages(
      ClientService clients,
      ClientForms forms,
      NewSecretPage secrets,
      Gate gate,
      Pages pages,
      Clock clock) {
    this.clients = clients;
    this.forms = forms;
    this.secrets = secrets;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(
      @PathParam("id") String id, @QueryParam("done") @DefaultValue("") String done) {
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            clients
                .find(visitor.actor(), ClientsPage.id(id))
                .map(client -> page(200, visitor, client, forms.of(client), Done.words(done))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> change(@PathParam("id") String id, RequestFields fields) {
    return gate.action(
        PermissionKey.ADMIN,
        fields,
        visitor ->
            clients
                .find(visitor.actor(), ClientsPage.id(id))
                .chain(client -> change(visitor, client, fields)));
  }

  /** For whoever opens the address of what was shown once. */
  @GET
  @Path("secrets")
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> back(@PathParam("id") String id) {
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            Uni.createFrom().item(() -> pages.redirect(ClientsPage.path(ClientsPage.id(id)))));
  }

  /** What it makes is shown in its answer, and nowhere else. */
  @POST
  @Path("secrets")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> addSecret(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PermissionKey.ADMIN,
        form,
        visitor ->
            clients
                .addSecret(visitor.actor(), ClientsPage.id(id))
                .map(issued -> secrets.once(visitor, issued)));
  }

  private Uni<RestResponse<String>> change(
      Visitor visitor, RegisteredClient client, RequestFields fields) {
    return Uni.createFrom()
        .item(() -> ClientForms.read(fields))
        .chain(wanted -> clients.change(visitor.actor(), client.id(), wanted, Typed.seen(fields)))
        .map(changed -> pages.redirect(ClientsPage.path(changed.id()) + "?done=changed"))
        .onFailure(FieldErrors::explain)
        .recoverWithItem(failure -> page(422, visitor, client, forms.again(fields, failure), ""));
  }

  private RestResponse<String> page(
      int status, Visitor visitor, RegisteredClient client, ClientFormView form, String done) {
    ClientView view = ClientView.of(client, form, clock.instant());
    return pages.page(status, Templates.client(pages.frame(visitor, done), view));
  }
}
