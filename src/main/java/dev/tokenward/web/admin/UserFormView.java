package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;
import java.util.List;

/**
 * The page with the form for a user.
 *
 * @param id the number of the user; 0 for a new one
 * @param name of the user; empty for a new one
 * @param form as it is filled in
 * @param groups that can be chosen; empty for who may not see all groups
 * @param memberships the names of the groups the user is in, for who may not choose
 * @param matrix permissions to choose; without areas where they can't be
 * @param errors what is wrong with the form
 */
record UserFormView(
    long id,
    String name,
    UserForm form,
    List<Choice> groups,
    List<String> memberships,
    PermissionMatrix matrix,
    FieldErrors errors) {

  /**
   * A group to choose.
   *
   * @param id the number
   * @param name unique
   */
  record Choice(long id, String name) {}

  public boolean isNew() {
    return id == 0;
  }

  public boolean hasRights() {
    return !matrix.areas().isEmpty();
  }

  public boolean isIn(Choice group) {
    return form.groups().contains(group.id());
  }

  public String text(String field) {
    return form.typed().value(field);
  }
}
