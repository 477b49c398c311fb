package dev.tokenward.token;

import java.time.Instant;

/**
 * The OAuth client that a token belongs to. Snipe-IT's token list names it with every token.
 *
 * @param id its number
 * @param name what it is called
 * @param redirect a redirect URI, never used for personal tokens
 */
public record TokenClient(
    long id, String name, String redirect, Instant createdAt, Instant updatedAt) {}
