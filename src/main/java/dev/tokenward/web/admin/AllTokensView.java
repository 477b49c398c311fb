package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;
import java.util.List;

/**
 * A part of everybody's tokens, and what they were looked for by.
 *
 * @param rows the tokens of this part
 * @param total how many there are in all parts
 * @param typed what they were looked for by
 * @param errors what is wrong with that
 * @param parts the other parts
 */
record AllTokensView(
    List<OwnedTokenRow> rows, long total, Typed typed, FieldErrors errors, Parts parts) {

  private static final List<String> RARE =
      List.of(
          "last_used_after",
          "last_used_before",
          "expires_after",
          "expires_before",
          "created_after",
          "created_before",
          "preview",
          "scope",
          "unused",
          "sort");

  /** Whether the filters are used that are seldom needed. */
  public boolean isSpecial() {
    return typed.hasAny(RARE) || !errors.isEmpty();
  }
}
