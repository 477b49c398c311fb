package dev.tokenward.web;

import java.util.List;

/**
 * Scopes about the same things.
 *
 * @param title what they are about
 * @param scopes in the order in which they are shown
 */
record ScopeGroup(String title, List<Scope> scopes) {

  /**
   * A scope that may be picked.
   *
   * @param key as it is written in requests
   * @param description what it lets a token do
   */
  record Scope(String key, String description) {}
}
