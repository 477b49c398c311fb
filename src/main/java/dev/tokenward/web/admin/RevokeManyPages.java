package dev.tokenward.web.admin;

import dev.tokenward.api.RevokeTokensFields;
import dev.tokenward.http.QueryFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.MassRevocation;
import dev.tokenward.token.TokenAdministration;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserService;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Revoking many tokens: all of a user, or all that are old or not used. A form names every field,
 * so that one left empty by mistake means more tokens; therefore it is said in words what was asked
 * for before anything is done.
 */
@NonBlocking
@Path(AllTokensPage.PATH + "/revoke")
@PermitAll
class RevokeManyPages {

  private static final String OWNER = "owner";
  private static final String SURE = "sure";
  private static final List<String> FIELDS = List.of(OWNER, "created_before", "unused_since");

  private static final Map<String, String> ELEMENTS = Map.of("criterion", OWNER, "user_id", OWNER);

  private static final Map<String, String> SENTENCES =
      Map.of(
          "criterion",
          "Fill in at least one of the three fields.",
          "user_id",
          "There is no user with this username.");

  private final TokenAdministration tokens;
  private final UserService users;
  private final QueryFields query;
  private final Gate gate;
  private final Pages pages;

  @Inject
  RevokeManyPages(
      TokenAdministration tokens, UserService users, QueryFields query, Gate gate, Pages pages) {
    this.tokens = tokens;
    this.users = users;
    this.query = query;
    this.gate = gate;
    this.pages = pages;
  }

  /** A link may have filled it in. */
  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form() {
    Typed typed = Typed.of(query.read(), FIELDS);
    return gate.page(
        PermissionKey.ADMIN,
        visitor -> Uni.createFrom().item(form(200, visitor, typed, FieldErrors.NONE)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> revoke(RequestFields fields) {
    return gate.action(PermissionKey.ADMIN, fields, visitor -> revoke(visitor, fields));
  }

  private Uni<RestResponse<String>> revoke(Visitor visitor, RequestFields fields) {
    Typed typed = Typed.of(fields, FIELDS);
    boolean sure = fields.flag(SURE).or(false);
    return Uni.createFrom()
        .deferred(() -> owner(typed))
        .map(owner -> wanted(visitor, fields, owner))
        .chain(wanted -> sure ? revoked(visitor, wanted) : question(visitor, typed, wanted))
        .onFailure(RevokeManyPages::isOfFields)
        .recoverWithItem(refusal -> form(422, visitor, typed, errors((ProblemException) refusal)));
  }

  private Uni<Optional<Long>> owner(Typed typed) {
    String username = typed.value(OWNER);
    return username.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : users.find(username).map(Profile::id).map(Optional::of);
  }

  private static MassRevocation wanted(
      Visitor visitor, RequestFields fields, Optional<Long> owner) {
    return RevokeTokensFields.read(
        fields.withoutBlank().without(Gate.FORM_TOKEN, OWNER, SURE), visitor.principal(), owner);
  }

  private Uni<RestResponse<String>> revoked(Visitor visitor, MassRevocation wanted) {
    return tokens
        .revoke(visitor.actor(), wanted)
        .map(count -> pages.redirect(AllTokensPage.PATH + "?done=revoked-" + count));
  }

  private Uni<RestResponse<String>> question(Visitor visitor, Typed typed, MassRevocation wanted) {
    return tokens
        .countLive(wanted)
        .map(count -> new RevokeManyView(typed, FieldErrors.NONE, count))
        .map(view -> pages.page(Templates.revokeMany(pages.frame(visitor), view)));
  }

  private RestResponse<String> form(int status, Visitor visitor, Typed typed, FieldErrors errors) {
    RevokeManyView view = new RevokeManyView(typed, errors, RevokeManyView.NO_QUESTION);
    return pages.page(status, Templates.revokeMany(pages.frame(visitor), view));
  }

  private static boolean isOfFields(Throwable failure) {
    return FieldErrors.explain(failure)
        || (failure instanceof ProblemException refusal
            && refusal.problem() instanceof Problem.NotFound);
  }

  private static FieldErrors errors(ProblemException refusal) {
    return refusal.problem() instanceof Problem.NotFound
        ? FieldErrors.of(OWNER, "There is no user with this username.")
        : FieldErrors.of(refusal, ELEMENTS, SENTENCES);
  }
}
