package dev.tokenward.web;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.problem.Characters;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.token.Token;
import dev.tokenward.token.TokenSearch;
import dev.tokenward.user.PermissionKey;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** One's own tokens (Snipe-IT: Manage API keys). */
@NonBlocking
@Path("/account/api")
@PermitAll
class TokensPages {

  private static final String NEW = "/account/api/new";
  private static final int ROWS = 25;
  private static final int LAST_PART = 100_000;
  private static final int LONGEST_SEARCH = 100;

  private final TokenSearch tokens;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;
  private final String url;

  @Inject
  TokensPages(TokenSearch tokens, Gate gate, Pages pages, Clock clock, AppSettings settings) {
    this.tokens = tokens;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
    this.url = BaseUrl.of(settings).text() + "/api/v1";
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> list(
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("show") @DefaultValue("") String show,
      @QueryParam("part") @DefaultValue("1") String part,
      @QueryParam("done") @DefaultValue("") String done) {
    String wanted = searched(search);
    boolean withEnded = show.equals("all");
    int number = part.matches("[1-9][0-9]{0,5}") ? Math.min(Integer.parseInt(part), LAST_PART) : 1;
    return gate.page(
        PermissionKey.SELF_API,
        visitor ->
            Prefilled.query(visitor.request().target())
                .map(query -> Uni.createFrom().item(pages.redirect(NEW + query)))
                .orElseGet(
                    () ->
                        tokens
                            .find(visitor.id(), request(wanted, number), withEnded)
                            .map(found -> view(found, wanted, withEnded, number))
                            .map(view -> page(visitor, done, view))));
  }

  private RestResponse<String> page(Visitor visitor, String done, TokensView view) {
    return pages.page(Templates.tokens(pages.frame(visitor, Done.words(done)), view));
  }

  private static PageRequest request(String search, int number) {
    return new PageRequest(ROWS, (number - 1) * ROWS, "", true, search);
  }

  private TokensView view(Page<Token> found, String search, boolean withEnded, int number) {
    Instant now = clock.instant();
    int parts = (int) Math.max(1, (found.total() + ROWS - 1) / ROWS);
    return new TokensView(
        found.rows().stream().map(token -> TokenRow.of(token, now)).toList(),
        found.total(),
        search,
        withEnded,
        number,
        parts,
        url);
  }

  /** What no token can contain is left out. */
  private static String searched(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(codePoint -> !Characters.isControl(codePoint))
        .limit(LONGEST_SEARCH)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }
}
