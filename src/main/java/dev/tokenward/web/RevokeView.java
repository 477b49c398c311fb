package dev.tokenward.web;

/**
 * The page that asks whether a token shall be revoked.
 *
 * @param token which one
 */
record RevokeView(TokenRow token) {}
