package dev.tokenward.session;

import dev.tokenward.user.Profile;

/**
 * Somebody who goes on with a session.
 *
 * @param session theirs
 * @param profile the person, as they are now
 */
public record SignedIn(Session session, Profile profile) {}
