package dev.tokenward.web.admin;

import dev.tokenward.client.ClientService;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Gate;
import dev.tokenward.web.PageId;
import dev.tokenward.web.Pages;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** All clients: the services that ask about tokens. */
@NonBlocking
@Path(ClientsPage.PATH)
@PermitAll
class ClientsPage {

  static final String PATH = "/admin/clients";

  private final ClientService clients;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  ClientsPage(ClientService clients, Gate gate, Pages pages, Clock clock) {
    this.clients = clients;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("part") @DefaultValue("1") String part,
      @QueryParam("done") @DefaultValue("") String done) {
    String wanted = Search.text(search);
    int number = Parts.number(part);
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            clients
                .list(visitor.actor())
                .map(all -> view(all, wanted, number))
                .map(
                    view ->
                        pages.page(
                            Templates.clients(pages.frame(visitor, Done.words(done)), view))));
  }

  /** The address of one client's page. */
  static String path(UUID id) {
    return PATH + "/" + id;
  }

  /** The id in an address, of a client or of a secret. */
  static UUID id(String text) {
    return PageId.parse(text).orElseThrow(ClientService::notFound);
  }

  /** There are so few that they are searched here. */
  private ClientsView view(List<RegisteredClient> all, String search, int number) {
    Instant now = clock.instant();
    List<RegisteredClient> found =
        all.stream().filter(client -> isMeant(client, search.toLowerCase(Locale.ROOT))).toList();
    Typed typed = search.isEmpty() ? Typed.NOTHING : new Typed(Map.of("search", search));
    return new ClientsView(
        found.stream()
            .skip((number - 1L) * Parts.ROWS)
            .limit(Parts.ROWS)
            .map(client -> ClientRow.of(client, now))
            .toList(),
        found.size(),
        typed,
        Parts.of(number, found.size(), PATH, typed));
  }

  private static boolean isMeant(RegisteredClient client, String search) {
    return Stream.concat(Stream.of(client.name()), client.audience().stream())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(search));
  }
}
