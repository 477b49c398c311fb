package dev.tokenward.web;

import dev.tokenward.http.BrowserRequest;
import dev.tokenward.session.SessionSecret;
import dev.tokenward.session.SignedIn;
import dev.tokenward.user.Actor;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Proof;
import dev.tokenward.verify.Principal;
import java.util.Optional;

/**
 * Somebody who is signed in and asks for a page.
 *
 * @param signedIn who, with which session
 * @param secret what their browser holds
 * @param request what they ask for
 */
public record Visitor(SignedIn signedIn, SessionSecret secret, BrowserRequest request) {

  /**
   * Their number.
   *
   * @return of the user
   */
  public long id() {
    return profile().id();
  }

  /**
   * Who they are and what they may do, as of this request.
   *
   * @return the user
   */
  public Profile profile() {
    return signedIn.profile();
  }

  /**
   * The same as one who makes tokens and changes things: with a password, so without limits.
   *
   * @return the user without a token
   */
  public Principal principal() {
    return new Principal(profile(), Optional.empty(), new Proof.Session(signedIn.session().id()));
  }

  /**
   * The same as one who asks for changes.
   *
   * @return with all their rights
   */
  public Actor actor() {
    return principal().actor();
  }

  /**
   * Whether they may do something.
   *
   * @param permission its key
   * @return the same as the API says to them
   */
  public boolean may(String permission) {
    return profile().allow(permission);
  }
}
