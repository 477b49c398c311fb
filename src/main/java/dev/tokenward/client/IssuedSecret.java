package dev.tokenward.client;

import dev.tokenward.token.TokenSecret;

/**
 * A secret at the only moment at which its text is known.
 *
 * @param client whose it is, with this secret among the others
 * @param stored what is stored of it
 * @param text what to hand over, once
 */
public record IssuedSecret(RegisteredClient client, ClientSecret stored, TokenSecret text) {}
