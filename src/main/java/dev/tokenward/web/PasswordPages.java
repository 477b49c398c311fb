package dev.tokenward.web;

import dev.tokenward.http.PasswordSignIn;
import dev.tokenward.http.RequestFields;
import dev.tokenward.session.SessionService;
import dev.tokenward.user.Password;
import dev.tokenward.user.PasswordOutcome;
import dev.tokenward.user.Proof;
import dev.tokenward.user.UserService;
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
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Changing one's password. It takes the current one, ends all other sessions and, if wanted, all
 * tokens.
 */
@NonBlocking
@Path("/account/password")
@PermitAll
class PasswordPages {

  private static final String CURRENT = "current_password";
  private static final String NEW = "password";
  private static final String REPEATED = "password_confirmation";

  private final PasswordSignIn passwords;
  private final UserService users;
  private final SessionService sessions;
  private final Cookies cookies;
  private final Gate gate;
  private final Pages pages;

  @Inject
  PasswordPages(
      PasswordSignIn passwords,
      UserService users,
      SessionService sessions,
      Cookies cookies,
      Gate gate,
      Pages pages) {
    this.passwords = passwords;
    this.users = users;
    this.sessions = sessions;
    this.cookies = cookies;
    this.gate = gate;
    this.pages = pages;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form() {
    return gate.page(visitor -> Uni.createFrom().item(form(200, visitor, FieldErrors.NONE)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> change(RequestFields fields) {
    return gate.action(fields, visitor -> change(visitor, fields));
  }

  private Uni<RestResponse<String>> change(Visitor visitor, RequestFields fields) {
    Password current = new Password(fields.verbatim(CURRENT).or(""));
    Password wanted = new Password(fields.verbatim(NEW).or(""));
    Password repeated = new Password(fields.verbatim(REPEATED).or(""));
    boolean revoke = fields.flag("revoke_tokens").or(false);
    Optional<FieldErrors> complaint = complaint(wanted, repeated);
    if (complaint.isPresent()) {
      return Uni.createFrom().item(form(422, visitor, complaint.get()));
    }
    return passwords
        .check(visitor.profile().username(), current)
        .chain(
            outcome ->
                outcome instanceof PasswordOutcome.Accepted accepted
                    ? replace(visitor, accepted.proof(), wanted, revoke)
                    : Uni.createFrom().item(refused(visitor, outcome)))
        .onFailure(TooManyAttempts::is)
        .recoverWithItem(failure -> later(visitor, TooManyAttempts.of(failure)));
  }

  private static Optional<FieldErrors> complaint(Password wanted, Password repeated) {
    Optional<String> complaint = wanted.complaint();
    if (complaint.isEmpty() && !wanted.equals(repeated)) {
      return Optional.of(FieldErrors.of(REPEATED, "The two new passwords are not the same."));
    }
    return complaint.map(sentence -> FieldErrors.of(NEW, sentence));
  }

  /** All sessions end with the password; the browser that changed it gets a new one. */
  private Uni<RestResponse<String>> replace(
      Visitor visitor, Proof.Password current, Password wanted, boolean revoke) {
    return users
        .replacePassword(visitor.id(), current, wanted, revoke)
        .chain(
            replaced ->
                replaced
                    .map(proof -> begin(visitor, proof, revoke))
                    .orElseGet(() -> Uni.createFrom().item(notCurrent(visitor))));
  }

  private Uni<RestResponse<String>> begin(Visitor visitor, Proof.Password proof, boolean revoke) {
    String done = ProfilePage.PATH + "?done=" + (revoke ? "password-tokens" : "password");
    return sessions
        .begin(
            visitor.id(),
            proof,
            Optional.empty(),
            visitor.request().clientAddress(),
            visitor.request().userAgent())
        .map(
            secret ->
                secret
                    .map(begun -> pages.redirect(done, cookies.ofSession(begun)))
                    .orElseGet(() -> pages.redirect(done)));
  }

  private RestResponse<String> notCurrent(Visitor visitor) {
    return form(422, visitor, FieldErrors.of(CURRENT, "This is not your current password."));
  }

  private RestResponse<String> refused(Visitor visitor, PasswordOutcome outcome) {
    if (outcome instanceof PasswordOutcome.LockedOut locked) {
      return later(visitor, new TooManyAttempts(locked.retryAfter()));
    }
    return outcome instanceof PasswordOutcome.Busy
        ? later(visitor, new TooManyAttempts(Duration.ofSeconds(1)))
        : notCurrent(visitor);
  }

  private RestResponse<String> later(Visitor visitor, TooManyAttempts limit) {
    PasswordView view = view(visitor, FieldErrors.of(CURRENT, limit.sentence()));
    return pages.pageForLater(429, Templates.password(pages.frame(visitor), view), limit.seconds());
  }

  private RestResponse<String> form(int status, Visitor visitor, FieldErrors errors) {
    return pages.page(status, Templates.password(pages.frame(visitor), view(visitor, errors)));
  }

  private static PasswordView view(Visitor visitor, FieldErrors errors) {
    return new PasswordView(visitor.profile().username(), errors);
  }
}
