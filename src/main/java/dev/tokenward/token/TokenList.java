package dev.tokenward.token;

import java.util.List;

/**
 * Some tokens, in an order that whoever made the list knows.
 *
 * @param tokens none or more
 * @param client the client that all of them belong to
 */
public record TokenList(List<Token> tokens, TokenClient client) {}
