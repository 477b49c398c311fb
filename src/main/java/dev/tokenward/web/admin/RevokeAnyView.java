package dev.tokenward.web.admin;

/**
 * The page that asks whether a token of anybody shall be revoked.
 *
 * @param row which one
 * @param changeable whether who asks may do it
 */
record RevokeAnyView(OwnedTokenRow row, boolean changeable) {}
