package dev.tokenward.web.admin;

import dev.tokenward.token.TokenSecret;
import java.util.List;

/**
 * The page that shows a new secret of a client, once.
 *
 * @param id of the client
 * @param name of the client
 * @param audience the names of the services it speaks for; empty for none
 * @param first whether the client never had another one
 * @param secret the text to hand over
 * @param url the public address of the service
 */
record NewSecretView(
    String id, String name, List<String> audience, boolean first, TokenSecret secret, String url) {}
