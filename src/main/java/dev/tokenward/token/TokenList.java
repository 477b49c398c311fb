package dev.tokenward.token;

import java.util.List;

/**
 * The tokens of one user, newest first.
 *
 * @param tokens none or more
 * @param client the client that all of them belong to
 */
public record TokenList(List<Token> tokens, TokenClient client) {}
