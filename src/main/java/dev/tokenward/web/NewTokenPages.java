package dev.tokenward.web;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.IssuedToken;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.ScopeService;
import dev.tokenward.web.NewTokenView.Preset;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Creating a token, which is shown in the answer to the form and nowhere else. */
@NonBlocking
@Path("/account/api/new")
@PermitAll
class NewTokenPages {

  private static final Map<String, String> ELEMENTS =
      Map.of(
          "expires_in_days", "expiry",
          "expires_at", "expires_at",
          "scopes", "rights",
          "policy", "content",
          "allowed_ips", "allowed_ips");

  private static final Map<String, String> SENTENCES =
      Map.of(
          "allowed_ips",
          "Give at most 50 addresses or networks such as 192.0.2.7 or 10.0.0.0/8, one on each"
              + " line.");

  private final TokenService tokens;
  private final ScopeService scopes;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;
  private final String url;

  @Inject
  NewTokenPages(
      TokenService tokens,
      ScopeService scopes,
      Gate gate,
      Pages pages,
      Clock clock,
      AppSettings settings) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
    this.url = BaseUrl.of(settings).text();
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(
      @QueryParam("name") @DefaultValue("") String name,
      @QueryParam("description") @DefaultValue("") String description,
      @QueryParam("scopes") List<String> scopes,
      @QueryParam("scopes[]") List<String> moreScopes,
      @QueryParam("expires_in_days") @DefaultValue("") String days,
      @QueryParam("allowed_ips") @DefaultValue("") String networks) {
    return gate.page(
        PermissionKey.SELF_API,
        visitor ->
            offer(visitor)
                .map(
                    offer -> {
                      Prefilled link =
                          Prefilled.of(
                              name,
                              description,
                              String.join(" ", scopes) + " " + String.join(" ", moreScopes),
                              days,
                              networks,
                              offer);
                      return form(200, visitor, offer, link.form(), link.errors());
                    }));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> create(RequestFields fields) {
    return gate.action(PermissionKey.SELF_API, fields, visitor -> create(visitor, fields));
  }

  private Uni<RestResponse<String>> create(Visitor visitor, RequestFields fields) {
    return offer(visitor).chain(offer -> create(visitor, offer, NewToken.of(fields), fields));
  }

  private Uni<RestResponse<String>> create(
      Visitor visitor, TokenOffer offer, NewToken form, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> tokens.issue(visitor.principal().maker(), form.request(fields, offer)))
        .map(issued -> shown(visitor, issued))
        .onFailure(FieldErrors::explain)
        .recoverWithItem(refusal -> again(visitor, offer, form, (ProblemException) refusal));
  }

  private RestResponse<String> shown(Visitor visitor, IssuedToken issued) {
    TokenRow token = TokenRow.of(issued.token(), clock.instant());
    CreatedView view = new CreatedView(token, issued.secret(), url);
    return pages.page(Templates.created(pages.frame(visitor), view));
  }

  private RestResponse<String> again(
      Visitor visitor, TokenOffer offer, NewToken form, ProblemException refusal) {
    return form(422, visitor, offer, form, FieldErrors.of(refusal, ELEMENTS, SENTENCES));
  }

  private RestResponse<String> form(
      int status, Visitor visitor, TokenOffer offer, NewToken form, FieldErrors errors) {
    long days = ChronoUnit.DAYS.between(offer.today(), offer.latest());
    List<Preset> presets =
        NewToken.PRESETS.stream().filter(preset -> preset <= days).map(Preset::of).toList();
    NewTokenView view =
        new NewTokenView(
            form,
            errors,
            offer.notes(),
            offer.isOpen(),
            offer.hasAllRights(),
            offer.scopes().groups(),
            presets,
            offer.today().plusDays(1).toString(),
            offer.latest().toString());
    return pages.page(status, Templates.newToken(pages.frame(visitor), view));
  }

  private Uni<TokenOffer> offer(Visitor visitor) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return scopes
        .list()
        .chain(
            vocabulary ->
                tokens
                    .limits(visitor.principal().maker())
                    .map(limits -> TokenOffer.of(today, limits, vocabulary, visitor.profile())));
  }
}
