package dev.tokenward.token;

/**
 * A token at the only moment at which its text is known.
 *
 * @param token what is stored
 * @param secret the text to hand over, once
 */
public record IssuedToken(Token token, TokenSecret secret) {}
