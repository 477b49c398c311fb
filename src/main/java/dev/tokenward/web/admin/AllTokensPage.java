package dev.tokenward.web.admin;

import dev.tokenward.api.TokenFilters;
import dev.tokenward.http.QueryFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.token.OwnedToken;
import dev.tokenward.token.TokenAdministration;
import dev.tokenward.token.TokenQuery;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.UserService;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The tokens of everybody, found by what is known of them. */
@NonBlocking
@Path(AllTokensPage.PATH)
@PermitAll
class AllTokensPage {

  static final String PATH = "/admin/tokens";

  private static final String OWNER = "owner";

  /** What can be asked for, in the order in which addresses name it. */
  private static final List<String> FIELDS =
      List.of(
          "search",
          OWNER,
          "user_id",
          "name",
          "preview",
          "scope",
          "state",
          "unused",
          "last_used_after",
          "last_used_before",
          "expires_after",
          "expires_before",
          "created_after",
          "created_before",
          "sort");

  private static final Map<String, String> SENTENCES =
      Map.of(
          "preview",
          "Give the last four characters of the token, or all that a list shows of it, such as"
              + " twd_…x9Zq. Never the token itself: paste that where a token is looked up.");

  private final TokenAdministration tokens;
  private final UserService users;
  private final QueryFields query;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  AllTokensPage(
      TokenAdministration tokens,
      UserService users,
      QueryFields query,
      Gate gate,
      Pages pages,
      Clock clock) {
    this.tokens = tokens;
    this.users = users;
    this.query = query;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> list() {
    RequestFields fields = query.read();
    return gate.page(PermissionKey.ADMIN, visitor -> list(visitor, fields));
  }

  private Uni<RestResponse<String>> list(Visitor visitor, RequestFields fields) {
    Typed typed = Typed.of(fields, FIELDS);
    int number = Parts.number(fields.verbatim("part").or(""));
    String done = Done.words(fields.verbatim("done").or(""));
    return Uni.createFrom()
        .deferred(() -> wanted(fields, typed))
        .chain(wanted -> tokens.find(wanted, part(typed, number)))
        .map(found -> view(found, typed, number))
        .map(view -> pages.page(Templates.allTokens(pages.frame(visitor, done), view)))
        .onFailure(AllTokensPage::isOfFields)
        .recoverWithItem(refusal -> refused(visitor, typed, (ProblemException) refusal));
  }

  private Uni<TokenQuery> wanted(RequestFields fields, Typed typed) {
    TokenQuery wanted = TokenFilters.read(fields.withoutBlank().without(OWNER, "part", "done"));
    String owner = typed.value(OWNER);
    return owner.isEmpty()
        ? Uni.createFrom().item(wanted)
        : users.find(owner).map(profile -> wanted.ownedBy(profile.id()));
  }

  private static PageRequest part(Typed typed, int number) {
    String search = Search.text(typed.value("search"));
    return switch (typed.value("sort")) {
      case "expires" -> Parts.request(number, "expires_at", false, search);
      case "used" -> Parts.request(number, "last_used_at", false, search);
      default -> Parts.request(number, "created_at", true, search);
    };
  }

  private AllTokensView view(Page<OwnedToken> found, Typed typed, int number) {
    Instant now = clock.instant();
    return new AllTokensView(
        found.rows().stream().map(owned -> OwnedTokenRow.of(owned, now)).toList(),
        found.total(),
        typed,
        FieldErrors.NONE,
        Parts.of(number, found.total(), PATH, typed));
  }

  private static boolean isOfFields(Throwable failure) {
    return FieldErrors.explain(failure)
        || (failure instanceof ProblemException refusal
            && refusal.problem() instanceof Problem.NotFound);
  }

  private RestResponse<String> refused(Visitor visitor, Typed typed, ProblemException refusal) {
    FieldErrors errors =
        refusal.problem() instanceof Problem.NotFound
            ? FieldErrors.of(OWNER, "There is no user with this username.")
            : FieldErrors.of(refusal, Map.of(), SENTENCES);
    AllTokensView view =
        new AllTokensView(List.of(), 0, typed, errors, Parts.of(1, 0, PATH, typed));
    return pages.page(422, Templates.allTokens(pages.frame(visitor), view));
  }
}
