package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;

/**
 * The page with the form for a group.
 *
 * @param id the number of the group; 0 for a new one
 * @param name of the group as it is; empty for a new one
 * @param members how many undeleted users are in it
 * @param typed the text fields as they are filled in
 * @param matrix what it can grant
 * @param errors what is wrong with the form
 */
record GroupFormView(
    long id, String name, long members, Typed typed, PermissionMatrix matrix, FieldErrors errors) {

  public boolean isNew() {
    return id == 0;
  }
}
