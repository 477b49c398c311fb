package dev.tokenward.web;

import dev.tokenward.http.BrowserRequest;
import dev.tokenward.http.BrowserRequests;
import dev.tokenward.http.OpenIdSignIn;
import dev.tokenward.http.ProviderReply;
import dev.tokenward.http.ProviderVisit;
import dev.tokenward.session.SessionSecret;
import dev.tokenward.session.SessionService;
import dev.tokenward.store.Author;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Proof;
import dev.tokenward.user.ProviderOutcome;
import dev.tokenward.user.ProviderSignIn;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Signing in at an OpenID Connect provider: there, back, and on with a session like any other. What
 * the provider said counts once, to find out who that is. Without a provider there are no such
 * pages.
 */
@NonBlocking
@Path(OpenIdPages.PATH)
@PermitAll
class OpenIdPages {

  static final String PATH = "/login/openid";
  static final String SIGNED_OUT = PATH + "/signed-out";

  private static final String NOT_SIGNED_IN = "You are not signed in";

  private final BrowserRequests requests;
  private final OpenIdSignIn provider;
  private final ProviderSignIn people;
  private final SessionService sessions;
  private final Cookies cookies;
  private final Pages pages;
  private final Gate gate;
  private final SignInWays ways;

  @Inject
  OpenIdPages(
      BrowserRequests requests,
      OpenIdSignIn provider,
      ProviderSignIn people,
      SessionService sessions,
      Cookies cookies,
      Pages pages,
      Gate gate,
      SignInWays ways) {
    this.requests = requests;
    this.provider = provider;
    this.people = people;
    this.sessions = sessions;
    this.cookies = cookies;
    this.pages = pages;
    this.gate = gate;
    this.ways = ways;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> begin(@QueryParam("next") @DefaultValue("") String next) {
    BrowserRequest request = requests.current();
    String wanted = Return.checked(next);
    return whereThereIsAProvider(
        () ->
            gate.visitor(request)
                .chain(
                    visitor ->
                        visitor.isPresent()
                            ? item(pages.redirect(wanted))
                            : provider.begin().map(visit -> away(visit, wanted))));
  }

  @GET
  @Path("/callback")
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> end(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("error") @DefaultValue("") String error) {
    BrowserRequest request = requests.current();
    return whereThereIsAProvider(
        () ->
            cookies
                .errand(request)
                .filter(known -> known.state().equals(state))
                .map(errand -> ended(errand, error, request))
                .orElseGet(() -> item(notBegunHere())));
  }

  @GET
  @Path("/signed-out")
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> signedOut() {
    Message message =
        new Message(
            "You are signed out",
            "You may still be signed in with %s.".formatted(ways.name()),
            PATH + "/sign-out",
            "Sign out of %s too".formatted(ways.name()));
    return whereThereIsAProvider(() -> item(pages.message(200, pages.frame(), message)));
  }

  @GET
  @Path("/sign-out")
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> signOut() {
    return whereThereIsAProvider(
        () ->
            provider
                .signOutPage()
                .map(page -> page.map(pages::redirectAway).orElseGet(() -> providerIsAway())));
  }

  private Uni<RestResponse<String>> whereThereIsAProvider(
      Supplier<Uni<RestResponse<String>>> answer) {
    if (!ways.provider()) {
      throw new NotFoundException();
    }
    return gate.guarded(answer);
  }

  private RestResponse<String> away(Optional<ProviderVisit> visit, String next) {
    return visit
        .map(
            found ->
                pages.redirectAway(
                    found.address(), cookies.ofErrand(new Errand(found.state(), next))))
        .orElseGet(this::providerIsAway);
  }

  private Uni<RestResponse<String>> ended(Errand errand, String error, BrowserRequest request) {
    if (!error.isEmpty()) {
      provider.noteError(error);
      return item(refused("%s did not let you in.".formatted(ways.name())));
    }
    return provider
        .end()
        .chain(reply -> known(reply, errand, request))
        .onFailure(TooManyAttempts::is)
        .recoverWithItem(failure -> later(TooManyAttempts.of(failure)));
  }

  private Uni<RestResponse<String>> known(
      ProviderReply reply, Errand errand, BrowserRequest request) {
    if (reply instanceof ProviderReply.Vouched vouched) {
      Author.provider(vouched.identity().issuer(), request.clientAddress()).remember();
      return people.signIn(vouched.identity()).chain(outcome -> admitted(outcome, errand, request));
    }
    return item(reply instanceof ProviderReply.Away ? providerIsAway() : notBegunHere());
  }

  private Uni<RestResponse<String>> admitted(
      ProviderOutcome outcome, Errand errand, BrowserRequest request) {
    return outcome instanceof ProviderOutcome.Accepted accepted
        ? signedIn(accepted.profile(), errand, request)
        : item(refused(reason(outcome)));
  }

  private Uni<RestResponse<String>> signedIn(
      Profile profile, Errand errand, BrowserRequest request) {
    return sessions
        .begin(
            profile.id(),
            new Proof.Word(),
            cookies.session(request),
            request.clientAddress(),
            request.userAgent())
        .map(
            secret ->
                secret
                    .map(begun -> signedIn(begun, Return.checked(errand.next(), profile)))
                    .orElseGet(() -> refused(reason(new ProviderOutcome.Disabled()))));
  }

  private RestResponse<String> signedIn(SessionSecret secret, String next) {
    return pages.redirect(next, cookies.ofSession(secret), cookies.noForm(), cookies.noErrand());
  }

  private String reason(ProviderOutcome outcome) {
    if (outcome instanceof ProviderOutcome.Disabled) {
      return "Your account here is disabled. Ask an administrator of this service to enable it.";
    }
    if (outcome instanceof ProviderOutcome.NameTaken) {
      return "There is an account with your username here, and it is not linked with %s. Ask an"
              .formatted(ways.name())
          + " administrator of this service which account is yours.";
    }
    return outcome instanceof ProviderOutcome.Nameless
        ? "%s does not tell this service a username that you could have here. Ask an administrator"
                .formatted(ways.name())
            + " of this service."
        : "You have no account here. Ask an administrator of this service for one.";
  }

  private RestResponse<String> notBegunHere() {
    return refused(
        "The sign-in took too long, was used before, or was not begun in this browser. Please begin"
            + " again.");
  }

  private RestResponse<String> refused(String text) {
    Message message = new Message(NOT_SIGNED_IN, text, "/login", "Sign in");
    return pages.message(403, pages.frame(), message, cookies.noErrand());
  }

  private RestResponse<String> providerIsAway() {
    String help = ways.password() ? " You can sign in with a password meanwhile." : "";
    Message message =
        new Message(
            "%s does not answer".formatted(ways.name()),
            "Try again in a few minutes.%s".formatted(help),
            "/login",
            "Sign in");
    return pages.pageForLater(503, Templates.message(pages.frame(), message), 30);
  }

  private RestResponse<String> later(TooManyAttempts limit) {
    Message message = new Message(NOT_SIGNED_IN, limit.sentence(), "/login", "Sign in");
    return pages.pageForLater(429, Templates.message(pages.frame(), message), limit.seconds());
  }

  private static Uni<RestResponse<String>> item(RestResponse<String> answer) {
    return Uni.createFrom().item(answer);
  }
}
