package dev.tokenward.token;

import dev.tokenward.user.Profile;

/**
 * A token with the person it belongs to.
 *
 * @param token what may be told of it
 * @param client the client that all tokens belong to
 * @param owner as they are now; may be disabled or deleted
 */
public record OwnedToken(Token token, TokenClient client, Profile owner) {}
