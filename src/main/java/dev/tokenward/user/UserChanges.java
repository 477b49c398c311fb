package dev.tokenward.user;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of a user.
 *
 * @param username required for a new one; unique
 * @param firstName required for a new one
 * @param password required for a new one, in plain text
 * @param activated false for a new one when absent
 * @param permissions none for a new one when absent
 * @param groups numbers of the groups the user is in; none for a new one when absent
 */
public record UserChanges(
    Change<String> username,
    Change<String> firstName,
    Change<String> lastName,
    Change<String> email,
    Change<Password> password,
    Change<Boolean> activated,
    Change<String> employeeNum,
    Change<String> jobtitle,
    Change<String> phone,
    Change<String> locale,
    Change<String> notes,
    Change<Permissions> permissions,
    Change<Set<Long>> groups) {

  /**
   * A change of nothing, to build on.
   *
   * @return no field named
   */
  public static UserChanges none() {
    return new UserChanges(
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none(),
        Change.none());
  }

  /**
   * A new user who may sign in.
   *
   * @param username unique
   * @param firstName not blank
   * @param password 8 to 72 bytes
   * @param permissions what the user may do
   * @return the changes that make them
   */
  public static UserChanges activeUser(
      String username, String firstName, Password password, Permissions permissions) {
    UserChanges none = none();
    return new UserChanges(
        Change.to(username),
        Change.to(firstName),
        none.lastName,
        none.email,
        Change.to(password),
        Change.to(true),
        none.employeeNum,
        none.jobtitle,
        none.phone,
        none.locale,
        none.notes,
        Change.to(permissions),
        none.groups);
  }

  /**
   * A change of whether somebody may sign in and use tokens.
   *
   * @param active whether they may
   * @return the change of that alone
   */
  public static UserChanges activation(boolean active) {
    UserChanges none = none();
    return new UserChanges(
        none.username,
        none.firstName,
        none.lastName,
        none.email,
        none.password,
        Change.to(active),
        none.employeeNum,
        none.jobtitle,
        none.phone,
        none.locale,
        none.notes,
        none.permissions,
        none.groups);
  }

  /**
   * The same without permissions that are only inherited.
   *
   * @return the changes, with nothing but 1 and -1 where permissions are given
   */
  public UserChanges withoutInherited() {
    @Nullable Permissions wanted = permissions.value();
    return new UserChanges(
        username,
        firstName,
        lastName,
        email,
        password,
        activated,
        employeeNum,
        jobtitle,
        phone,
        locale,
        notes,
        wanted == null ? permissions : Change.to(wanted.withoutInherited()),
        groups);
  }

  /**
   * The same with two more fields.
   *
   * @param last the last name
   * @param address the email address
   * @return the changes with both
   */
  public UserChanges withLastNameAndEmail(Change<String> last, Change<String> address) {
    return new UserChanges(
        username,
        firstName,
        last,
        address,
        password,
        activated,
        employeeNum,
        jobtitle,
        phone,
        locale,
        notes,
        permissions,
        groups);
  }
}
