package dev.tokenward.web;

import dev.tokenward.user.Scope;
import java.util.List;

/**
 * Scopes about the same things.
 *
 * @param title what they are about
 * @param scopes in the order in which they are shown
 */
record ScopeGroup(String title, List<Scope> scopes) {}
