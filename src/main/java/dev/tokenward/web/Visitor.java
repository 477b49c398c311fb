package dev.tokenward.web;

import dev.tokenward.http.BrowserRequest;
import dev.tokenward.session.SessionSecret;
import dev.tokenward.session.SignedIn;
import dev.tokenward.user.PermissionKey;
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
record Visitor(SignedIn signedIn, SessionSecret secret, BrowserRequest request) {

  long id() {
    return profile().id();
  }

  Profile profile() {
    return signedIn.profile();
  }

  /** The same as one who makes tokens and changes things: with a password, so without limits. */
  Principal principal() {
    return new Principal(profile(), Optional.empty(), new Proof.Session(signedIn.session().id()));
  }

  boolean mayHaveTokens() {
    return profile().allow(PermissionKey.SELF_API);
  }
}
