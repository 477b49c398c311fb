package dev.tokenward.web;

import dev.tokenward.session.Session;
import java.time.Instant;

/**
 * A session as a page shows it.
 *
 * @param id its public name
 * @param agent what people call the browser
 * @param address where its user signed in from
 * @param begun when
 * @param seen when it was last used
 * @param current whether it is the one that looks at the page
 */
record SessionRow(String id, String agent, String address, When begun, When seen, boolean current) {

  static SessionRow of(Session session, Visitor visitor, Instant now) {
    return new SessionRow(
        session.id().toString(),
        BrowserName.of(session.agent()),
        session.address(),
        When.of(session.createdAt(), now),
        When.of(session.lastSeenAt(), now),
        session.id().equals(visitor.signedIn().session().id()));
  }
}
