package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;

/**
 * The fields of a client's form.
 *
 * @param typed as they are filled in
 * @param errors what is wrong with them
 * @param usualLimit how many requests a minute a client may make that has no limit of its own; 0
 *     for any number
 */
record ClientFormView(Typed typed, FieldErrors errors, int usualLimit) {

  public boolean isLimited() {
    return usualLimit > 0;
  }
}
