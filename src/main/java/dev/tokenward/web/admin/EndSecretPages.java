package dev.tokenward.web.admin;

import dev.tokenward.client.ClientSecret;
import dev.tokenward.client.ClientService;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Message;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import dev.tokenward.web.When;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Ending a secret of a client, after a look at what may break. */
@NonBlocking
@Path(ClientsPage.PATH + "/{id}/secrets/{secret}/end")
@PermitAll
class EndSecretPages {

  private final ClientService clients;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  EndSecretPages(ClientService clients, Gate gate, Pages pages, Clock clock) {
    this.clients = clients;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> ask(
      @PathParam("id") String id, @PathParam("secret") String secret) {
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            clients
                .find(visitor.actor(), ClientsPage.id(id))
                .map(client -> ask(visitor, client, secret(client, ClientsPage.id(secret)))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> end(
      @PathParam("id") String id, @PathParam("secret") String secret, RequestFields form) {
    return gate.action(
        PermissionKey.ADMIN,
        form,
        visitor -> end(visitor, ClientsPage.id(id), ClientsPage.id(secret)));
  }

  private Uni<RestResponse<String>> end(Visitor visitor, UUID client, UUID secret) {
    return clients
        .endSecret(visitor.actor(), client, secret)
        .map(now -> ClientsPage.path(client) + "?done=secret-ended" + (now ? "" : "-before"))
        .map(pages::redirect);
  }

  private RestResponse<String> ask(Visitor visitor, RegisteredClient client, ClientSecret secret) {
    String back = ClientsPage.path(client.id());
    if (!secret.isLive()) {
      return pages.message(200, pages.frame(visitor), ended(secret, back));
    }
    DeletionView view =
        new DeletionView(
            "End the secret %s of “%s”?".formatted(secret.preview(), client.name()),
            List.of(
                consequence(ClientRow.live(client) - 1),
                lastUse(secret),
                "A secret that has ended never counts again."),
            back + "/secrets/" + secret.id() + "/end",
            back,
            "End the secret");
    return pages.page(Templates.deletion(pages.frame(visitor), view));
  }

  private String lastUse(ClientSecret secret) {
    @Nullable Instant used = secret.lastUsedAt();
    return used == null
        ? "It was never used."
        : "It was last used %s.".formatted(When.of(used, clock.instant()).words());
  }

  private static String consequence(long others) {
    if (others == 0) {
      return "The client has no other secret that counts. The service can't ask about any token from"
          + " then on, until it is given another one.";
    }
    return "A service that still uses it is refused from then on. The client has %s."
        .formatted(
            others == 1 ? "1 other secret that counts" : others + " other secrets that count");
  }

  private static Message ended(ClientSecret secret, String back) {
    return new Message(
        "The secret %s has ended already".formatted(secret.preview()),
        "Nobody can do anything with it.",
        back,
        "Back to the client");
  }

  private static ClientSecret secret(RegisteredClient client, UUID id) {
    return client.secrets().stream()
        .filter(secret -> secret.id().equals(id))
        .findAny()
        .orElseThrow(ClientService::notFound);
  }
}
