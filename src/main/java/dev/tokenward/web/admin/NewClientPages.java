package dev.tokenward.web.admin;

import dev.tokenward.client.ClientService;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Registering a client, whose secret is shown in the answer to the form and nowhere else. */
@NonBlocking
@Path(ClientsPage.PATH + "/new")
@PermitAll
class NewClientPages {

  private final ClientService clients;
  private final ClientForms forms;
  private final NewSecretPage secrets;
  private final Gate gate;
  private final Pages pages;

  @Inject
  NewClientPages(
      ClientService clients, ClientForms forms, NewSecretPage secrets, Gate gate, Pages pages) {
    this.clients = clients;
    this.forms = forms;
    this.secrets = secrets;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form() {
    return gate.page(
        PermissionKey.ADMIN, visitor -> Uni.createFrom().item(page(200, visitor, forms.empty())));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> register(RequestFields fields) {
    return gate.action(PermissionKey.ADMIN, fields, visitor -> register(visitor, fields));
  }

  private Uni<RestResponse<String>> register(Visitor visitor, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> clients.register(visitor.actor(), ClientForms.read(fields)))
        .map(issued -> secrets.once(visitor, issued))
        .onFailure(FieldErrors::explain)
        .recoverWithItem(failure -> page(422, visitor, forms.again(fields, failure)));
  }

  private RestResponse<String> page(int status, Visitor visitor, ClientFormView form) {
    return pages.page(status, Templates.newClient(pages.frame(visitor), form));
  }
}
