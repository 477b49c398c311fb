package dev.tokenward.client;

import dev.tokenward.token.TokenSecret;

/**
 * What a client sends to show who it is. Its {@link #toString} tells no secret.
 *
 * @param id the client's id, as it was sent
 * @param secret one of its secrets, as it was sent
 */
public record ClientCredentials(String id, TokenSecret secret) {}
