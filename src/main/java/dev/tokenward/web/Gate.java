package dev.tokenward.web;

import dev.tokenward.audit.Refusals;
import dev.tokenward.http.BrowserRequest;
import dev.tokenward.http.BrowserRequests;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.session.SessionSecret;
import dev.tokenward.session.SessionService;
import dev.tokenward.session.SignedIn;
import dev.tokenward.store.Author;
import dev.tokenward.store.StoreFailure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Lets only those in who are signed in, and takes only forms that a page of ours made for the same
 * session. The only place that turns a cookie into somebody; the API does not know it.
 */
@Singleton
public class Gate {

  /** The field of every form that shows where it comes from. */
  public static final String FORM_TOKEN = "form";

  private static final Message FOREIGN =
      new Message(
          "Nothing was changed",
          "This form does not come from a page of this service, or the page is older than your"
              + " session. Open the page again and send the form once more.",
          Return.HOME,
          "My tokens");

  private static final Message FORBIDDEN =
      new Message(
          "You do not have the permission that this needs",
          "Ask an administrator of this service to give it to you.",
          ProfilePage.PATH,
          "My profile");

  private static final Message ABOVE =
      new Message(
          "You may not do this",
          "It would give more than you may give, or is about somebody who may do more than you. Ask"
              + " a superuser of this service.",
          ProfilePage.PATH,
          "My profile");

  private static final Message UNKNOWN =
      new Message(
          "There is nothing at this address",
          "It may have been deleted, or the address is incomplete.",
          ProfilePage.PATH,
          "My profile");

  private static final Message AWAY =
      new Message(
          "The service cannot answer at the moment",
          "Nothing is wrong with what you asked for. Try again in a few seconds.",
          Return.HOME,
          "Try again");

  private final BrowserRequests requests;
  private final SessionService sessions;
  private final Cookies cookies;
  private final Pages pages;
  private final Refusals refusals;

  @Inject
  Gate(
      BrowserRequests requests,
      SessionService sessions,
      Cookies cookies,
      Pages pages,
      Refusals refusals) {
    this.refusals = refusals;
    this.requests = requests;
    this.sessions = sessions;
    this.cookies = cookies;
    this.pages = pages;
  }

  /**
   * A page for those who are signed in.
   *
   * @param answer the page, for who asks for it
   * @return the page, or the way to sign in
   */
  Uni<RestResponse<String>> page(Function<Visitor, Uni<RestResponse<String>>> answer) {
    BrowserRequest request = requests.current();
    return guarded(
        () ->
            visitor(request)
                .chain(
                    found ->
                        found
                            .map(visitor -> explained(visitor, answer))
                            .orElseGet(
                                () -> item(pages.redirect(Return.signIn(request.target()))))));
  }

  /**
   * A page for those who are signed in and have a permission.
   *
   * @param permission its key
   * @param answer the page, for who asks for it
   * @return the page, the way to sign in, or that it is not allowed
   */
  public Uni<RestResponse<String>> page(
      String permission, Function<Visitor, Uni<RestResponse<String>>> answer) {
    return page(List.of(permission), answer);
  }

  /**
   * A page for those who are signed in and have several permissions.
   *
   * @param permissions their keys
   * @param answer the page, for who asks for it
   * @return the page, the way to sign in, or that it is not allowed
   */
  public Uni<RestResponse<String>> page(
      List<String> permissions, Function<Visitor, Uni<RestResponse<String>>> answer) {
    return page(visitor -> ifAllowed(permissions, visitor, answer));
  }

  /** What a form of a page does. */
  Uni<RestResponse<String>> action(
      RequestFields form, Function<Visitor, Uni<RestResponse<String>>> answer) {
    BrowserRequest request = requests.current();
    if (request.isForeign()) {
      return item(refused(pages.frame()));
    }
    return guarded(
        () ->
            visitor(request)
                .chain(
                    found ->
                        found
                            .map(visitor -> noted(ifMeant(form, visitor, answer), request))
                            .orElseGet(() -> item(pages.redirect("/login?ended=1")))));
  }

  /** What somebody may not do is in the audit log too. */
  private Uni<RestResponse<String>> noted(
      Uni<RestResponse<String>> answer, BrowserRequest request) {
    Author author = Author.current();
    return answer.invoke(
        page -> {
          if (page.getStatus() == 403) {
            refusals.request(author, "POST", request.place());
          }
        });
  }

  /**
   * What a form does that takes a permission.
   *
   * @param permission its key
   * @param form what was sent
   * @param answer what it does, for who sends it
   * @return the answer, or that nothing was done
   */
  public Uni<RestResponse<String>> action(
      String permission, RequestFields form, Function<Visitor, Uni<RestResponse<String>>> answer) {
    return action(List.of(permission), form, answer);
  }

  /**
   * What a form does that takes several permissions.
   *
   * @param permissions their keys
   * @param form what was sent
   * @param answer what it does, for who sends it
   * @return the answer, or that nothing was done
   */
  public Uni<RestResponse<String>> action(
      List<String> permissions,
      RequestFields form,
      Function<Visitor, Uni<RestResponse<String>>> answer) {
    return action(form, visitor -> ifAllowed(permissions, visitor, answer));
  }

  /** Who is signed in, if anybody. */
  Uni<Optional<Visitor>> visitor(BrowserRequest request) {
    return cookies
        .session(request)
        .map(secret -> visitor(request, secret))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** The answer to a form that is not ours. */
  RestResponse<String> refused(Frame frame) {
    return pages.message(403, frame, FOREIGN);
  }

  /** A page instead of what the API would answer to a failure. */
  Uni<RestResponse<String>> guarded(Supplier<Uni<RestResponse<String>>> work) {
    return Uni.createFrom()
        .deferred(work::get)
        .onFailure(Gate::isForLater)
        .recoverWithItem(() -> away());
  }

  private RestResponse<String> away() {
    return pages.pageForLater(503, Templates.message(pages.frame(), AWAY), 1);
  }

  private static boolean isForLater(Throwable failure) {
    return StoreFailure.isOutage(failure)
        || (failure instanceof ProblemException known
            && known.problem() instanceof Problem.Unavailable);
  }

  private Uni<Optional<Visitor>> visitor(BrowserRequest request, SessionSecret secret) {
    return sessions.resume(secret).map(found -> found.map(who -> visitor(who, secret, request)));
  }

  /** Whatever this request changes is theirs. */
  private static Visitor visitor(SignedIn who, SessionSecret secret, BrowserRequest request) {
    Author.user(
            who.profile().id(),
            who.profile().username(),
            "session " + who.session().id(),
            request.clientAddress())
        .remember();
    return new Visitor(who, secret, request);
  }

  private Uni<RestResponse<String>> ifMeant(
      RequestFields form, Visitor visitor, Function<Visitor, Uni<RestResponse<String>>> answer) {
    return visitor.secret().isFormToken(form.verbatim(FORM_TOKEN).or(""))
        ? explained(visitor, answer)
        : item(refused(pages.frame(visitor)));
  }

  private Uni<RestResponse<String>> ifAllowed(
      List<String> permissions,
      Visitor visitor,
      Function<Visitor, Uni<RestResponse<String>>> answer) {
    return permissions.stream().allMatch(visitor::may)
        ? answer.apply(visitor)
        : item(pages.message(403, pages.frame(visitor), FORBIDDEN));
  }

  /** What the domain refuses is said on a page, with the ways on that its reader has. */
  private Uni<RestResponse<String>> explained(
      Visitor visitor, Function<Visitor, Uni<RestResponse<String>>> answer) {
    return Uni.createFrom()
        .deferred(() -> answer.apply(visitor))
        .onFailure(failure -> explanation(failure).isPresent())
        .recoverWithItem(
            failure ->
                explanation(failure)
                    .map(page -> pages.message(page.status(), pages.frame(visitor), page.message()))
                    .orElseThrow());
  }

  private static Optional<Explanation> explanation(Throwable failure) {
    if (!(failure instanceof ProblemException refusal)) {
      return Optional.empty();
    }
    Problem problem = refusal.problem();
    if (problem instanceof Problem.Forbidden forbidden) {
      return Optional.of(new Explanation(403, forbidden.missing().isPresent() ? FORBIDDEN : ABOVE));
    }
    if (problem instanceof Problem.Conflict conflict) {
      return Optional.of(new Explanation(409, refused(conflict.message())));
    }
    return problem instanceof Problem.NotFound || problem instanceof Problem.NotFoundSilently
        ? Optional.of(new Explanation(404, UNKNOWN))
        : Optional.empty();
  }

  /**
   * A page that says why something is refused.
   *
   * @param status of the answer
   * @param message what it says
   */
  private record Explanation(int status, Message message) {}

  private static Message refused(String sentence) {
    return new Message("Nothing was changed", sentence, ProfilePage.PATH, "My profile");
  }

  private static Uni<RestResponse<String>> item(RestResponse<String> answer) {
    return Uni.createFrom().item(answer);
  }
}
