package dev.tokenward.web.admin;

import dev.tokenward.token.OwnedToken;
import dev.tokenward.web.TokenRow;
import java.time.Instant;

/**
 * A token of anybody as a page shows it.
 *
 * @param token the token
 * @param userId whose it is
 * @param owner their name
 * @param username their username
 * @param active whether they may use it at all
 * @param creator who made it, where it was somebody else; empty otherwise
 */
record OwnedTokenRow(
    TokenRow token, long userId, String owner, String username, boolean active, String creator) {

  static OwnedTokenRow of(OwnedToken owned, Instant now) {
    return new OwnedTokenRow(
        TokenRow.of(owned.token(), now),
        owned.owner().id(),
        owned.owner().fullName(),
        owned.owner().username(),
        owned.owner().isActive(),
        creator(owned));
  }

  private static String creator(OwnedToken owned) {
    if (owned.token().createdByOperator()) {
      return "the operator";
    }
    var creator = owned.token().createdBy();
    return creator == null || creator.id() == owned.owner().id() ? "" : creator.name();
  }
}
