package dev.tokenward.web.admin;

import dev.tokenward.api.InspectTokenFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.TokenAdministration;
import dev.tokenward.token.TokenInspection;
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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Whose a token is that was found somewhere. It is posted, hashed and forgotten. */
@NonBlocking
@Path(AllTokensPage.PATH + "/inspect")
@PermitAll
class InspectPages {

  private static final String TOKEN = "token";

  private final TokenAdministration tokens;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  InspectPages(TokenAdministration tokens, Gate gate, Pages pages, Clock clock) {
    this.tokens = tokens;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form() {
    return gate.page(
        PermissionKey.ADMIN,
        visitor -> Uni.createFrom().item(page(200, visitor, FieldErrors.NONE, List.of())));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> inspect(RequestFields fields) {
    return gate.action(
        PermissionKey.ADMIN,
        fields,
        visitor ->
            Uni.createFrom()
                .deferred(() -> tokens.inspect(InspectTokenFields.read(fields)))
                .map(found -> page(200, visitor, FieldErrors.NONE, List.of(found(found))))
                .onFailure(InspectPages::isOfToken)
                .recoverWithItem(refusal -> refused(visitor, (ProblemException) refusal)));
  }

  private InspectView.Found found(TokenInspection inspection) {
    TokenInspection.State state = inspection.state();
    return new InspectView.Found(
        OwnedTokenRow.of(inspection.token(), clock.instant()),
        words(state),
        state == TokenInspection.State.LIVE ? "near" : "over",
        inspection.permissions());
  }

  private static boolean isOfToken(Throwable failure) {
    return FieldErrors.explain(failure)
        || (failure instanceof ProblemException refusal
            && refusal.problem() instanceof Problem.NotFoundSilently);
  }

  private RestResponse<String> refused(Visitor visitor, ProblemException refusal) {
    return refusal.problem() instanceof Problem.NotFoundSilently
        ? page(404, visitor, FieldErrors.of(TOKEN, unknown()), List.of())
        : page(
            422,
            visitor,
            FieldErrors.of(refusal, Map.of(), Map.of(TOKEN, "Paste a token.")),
            List.of());
  }

  private static String unknown() {
    return "This is no token of this service: it was never issued here, or a part of it is missing.";
  }

  private RestResponse<String> page(
      int status, Visitor visitor, FieldErrors errors, List<InspectView.Found> found) {
    InspectView view = new InspectView(errors, found);
    return pages.page(status, Templates.inspect(pages.frame(visitor), view));
  }

  private static String words(TokenInspection.State state) {
    return switch (state) {
      case LIVE -> "Works";
      case EXPIRED -> "Expired";
      case REVOKED -> "Revoked";
      case OWNER_INACTIVE -> "Refused, because its owner is disabled or deleted";
    };
  }
}
