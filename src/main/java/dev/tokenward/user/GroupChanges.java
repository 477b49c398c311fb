package dev.tokenward.user;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of a group.
 *
 * @param name required for a new one
 * @param permissions none when absent
 * @param notes may be emptied
 */
public record GroupChanges(
    Change<String> name, Change<Permissions> permissions, Change<String> notes) {

  /**
   * The same without permissions that grant nothing.
   *
   * @return the changes, with nothing but 1 and -1 where permissions are given
   */
  public GroupChanges withoutInherited() {
    @Nullable Permissions wanted = permissions.value();
    return new GroupChanges(
        name, wanted == null ? permissions : Change.to(wanted.withoutInherited()), notes);
  }
}
