package dev.tokenward.web.admin;

import dev.tokenward.api.PolicyFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.KeptPolicy;
import dev.tokenward.token.PolicyService;
import dev.tokenward.token.TokenPolicy;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** What is demanded of everybody's tokens. */
@NonBlocking
@Path(PolicyPages.PATH)
@PermitAll
class PolicyPages {

  static final String PATH = "/admin/policy";

  private final PolicyService policies;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  PolicyPages(PolicyService policies, Gate gate, Pages pages, Clock clock) {
    this.policies = policies;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(@QueryParam("done") @DefaultValue("") String done) {
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            policies
                .find()
                .map(
                    kept ->
                        page(200, visitor, kept, form(kept), FieldErrors.NONE, Done.words(done))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> replace(RequestFields fields) {
    return gate.action(PermissionKey.ADMIN, fields, visitor -> replace(visitor, fields));
  }

  private Uni<RestResponse<String>> replace(Visitor visitor, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> policies.replace(visitor.actor(), read(fields)))
        .map(kept -> pages.redirect(PATH + "?done=policy"))
        .onFailure(FieldErrors::explain)
        .recoverWithUni(failure -> again(visitor, fields, failure));
  }

  private Uni<RestResponse<String>> again(
      Visitor visitor, RequestFields fields, Throwable failure) {
    Typed typed = Typed.of(fields, PolicyView.FIELDS);
    FieldErrors errors = FieldErrors.of((ProblemException) failure, Map.of(), Map.of());
    return policies.find().map(kept -> page(422, visitor, kept, typed, errors, ""));
  }

  private static TokenPolicy read(RequestFields fields) {
    return PolicyFields.ofInstallation(fields.without(Gate.FORM_TOKEN));
  }

  private static Typed form(KeptPolicy kept) {
    return PolicyView.form(kept.policy());
  }

  private RestResponse<String> page(
      int status, Visitor visitor, KeptPolicy kept, Typed form, FieldErrors errors, String done) {
    PolicyView view =
        new PolicyView(
            0,
            "",
            form,
            errors,
            policies.prefixes(),
            PolicyView.changed(kept, clock.instant()),
            true);
    return pages.page(status, Templates.policy(pages.frame(visitor, done), view));
  }
}
