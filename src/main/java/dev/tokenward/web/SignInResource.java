package dev.tokenward.web;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.http.BrowserRequest;
import dev.tokenward.http.BrowserRequests;
import dev.tokenward.http.PasswordSignIn;
import dev.tokenward.http.RequestFields;
import dev.tokenward.session.SessionSecret;
import dev.tokenward.session.SessionService;
import dev.tokenward.user.Password;
import dev.tokenward.user.PasswordOutcome;
import io.quarkus.qute.TemplateInstance;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Signing in: where a browser is sent that asks for anything without a credential. The page also
 * tells programs how to get a token.
 */
@NonBlocking
@Path("/login")
@PermitAll
class SignInResource {

  private static final String WRONG = "The username or the password is wrong.";
  private static final String EMPTY = "Enter your username and your password.";
  private static final String OLD =
      "The page was too old, or your browser does not keep cookies. Please sign in again.";
  private static final String ENDED = "Your session has ended. Please sign in again.";
  private static final String BUSY =
      "Too many people sign in at the moment. Try again in a few seconds.";
  private static final String ELSEWHERE =
      "This service does not take passwords on its pages. Use the button below.";
  private static final int LONGEST_USERNAME = 1_000;

  private final BrowserRequests requests;
  private final PasswordSignIn passwords;
  private final SessionService sessions;
  private final Cookies cookies;
  private final Pages pages;
  private final Gate gate;
  private final SignInWays ways;
  private final String url;

  @Inject
  SignInResource(
      BrowserRequests requests,
      PasswordSignIn passwords,
      SessionService sessions,
      Cookies cookies,
      Pages pages,
      Gate gate,
      SignInWays ways,
      AppSettings settings) {
    this.requests = requests;
    this.passwords = passwords;
    this.sessions = sessions;
    this.cookies = cookies;
    this.pages = pages;
    this.gate = gate;
    this.ways = ways;
    this.url = BaseUrl.of(settings).text();
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> page(
      @QueryParam("next") @DefaultValue("") String next,
      @QueryParam("ended") @DefaultValue("") String ended) {
    BrowserRequest request = requests.current();
    String error = ended.isEmpty() ? "" : ENDED;
    return gate.guarded(
        () ->
            gate.visitor(request)
                .map(
                    visitor ->
                        visitor.isPresent()
                            ? pages.redirect(Return.checked(next, visitor.get().profile()))
                            : form(200, request, new Attempt(Return.checked(next), ""), error)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> signIn(RequestFields fields) {
    BrowserRequest request = requests.current();
    Attempt attempt =
        new Attempt(
            Return.checked(fields.verbatim("next").or("")),
            fields.text("username", LONGEST_USERNAME).or(""));
    if (request.isForeign()) {
      return Uni.createFrom().item(gate.refused(pages.frame()));
    }
    if (!ways.password()) {
      return Uni.createFrom().item(form(403, request, attempt, ELSEWHERE));
    }
    if (!isOurs(fields, request)) {
      return Uni.createFrom().item(form(403, request, attempt, OLD));
    }
    Password password = new Password(fields.verbatim("password").or(""));
    if (attempt.username().isEmpty() || password.text().isEmpty()) {
      return Uni.createFrom().item(form(422, request, attempt, EMPTY));
    }
    return gate.guarded(() -> check(request, attempt, password));
  }

  private Uni<RestResponse<String>> check(
      BrowserRequest request, Attempt attempt, Password password) {
    return passwords
        .check(attempt.username(), password)
        .chain(outcome -> answer(outcome, request, attempt))
        .onFailure(TooManyAttempts::is)
        .recoverWithItem(failure -> later(TooManyAttempts.of(failure), request, attempt));
  }

  private Uni<RestResponse<String>> answer(
      PasswordOutcome outcome, BrowserRequest request, Attempt attempt) {
    if (outcome instanceof PasswordOutcome.Accepted accepted) {
      return begin(accepted, request, attempt);
    }
    if (outcome instanceof PasswordOutcome.LockedOut locked) {
      return Uni.createFrom()
          .item(later(new TooManyAttempts(locked.retryAfter()), request, attempt));
    }
    return Uni.createFrom()
        .item(
            outcome instanceof PasswordOutcome.Rejected
                ? form(422, request, attempt, WRONG)
                : pages.pageForLater(503, template(request, attempt, BUSY), 1));
  }

  private Uni<RestResponse<String>> begin(
      PasswordOutcome.Accepted accepted, BrowserRequest request, Attempt attempt) {
    String next = Return.checked(attempt.next(), accepted.profile());
    return sessions
        .begin(
            accepted.profile().id(),
            accepted.proof(),
            cookies.session(request),
            request.clientAddress(),
            request.userAgent())
        .map(
            secret ->
                secret
                    .map(begun -> signedIn(begun, next))
                    .orElseGet(() -> form(422, request, attempt, WRONG)));
  }

  private RestResponse<String> signedIn(SessionSecret secret, String next) {
    return pages.redirect(next, cookies.ofSession(secret), cookies.noForm());
  }

  private RestResponse<String> later(
      TooManyAttempts limit, BrowserRequest request, Attempt attempt) {
    return pages.pageForLater(429, template(request, attempt, limit.sentence()), limit.seconds());
  }

  private boolean isOurs(RequestFields fields, BrowserRequest request) {
    String presented = fields.verbatim(Gate.FORM_TOKEN).or("");
    return cookies.form(request).filter(secret -> secret.isFormToken(presented)).isPresent();
  }

  /** The page with the form, and the cookie that belongs to it. */
  private RestResponse<String> form(
      int status, BrowserRequest request, Attempt attempt, String error) {
    Optional<SessionSecret> known = cookies.form(request);
    SessionSecret secret = known.orElseGet(sessions::newSecret);
    SignInView view = view(secret, attempt, error);
    String[] fresh = known.isPresent() ? new String[0] : new String[] {cookies.ofForm(secret)};
    return pages.page(status, Templates.signIn(pages.frame(), view), fresh);
  }

  private TemplateInstance template(BrowserRequest request, Attempt attempt, String error) {
    SessionSecret secret = cookies.form(request).orElseThrow();
    return Templates.signIn(pages.frame(), view(secret, attempt, error));
  }

  private SignInView view(SessionSecret secret, Attempt attempt, String error) {
    return new SignInView(secret.formToken(), attempt.next(), attempt.username(), error, url, ways);
  }

  /**
   * What is asked for, but for the password.
   *
   * @param next where to go then
   * @param username as presented
   */
  private record Attempt(String next, String username) {}
}
