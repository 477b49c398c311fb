package dev.tokenward.web.admin;

import dev.tokenward.user.Group;
import java.util.List;
import java.util.Map;

/**
 * A part of the groups.
 *
 * @param rows the groups of this part
 * @param total how many there are in all parts
 * @param typed what they were searched for
 * @param parts the other parts
 */
record GroupsView(List<Group> rows, long total, Typed typed, Parts parts) {

  /** What a group grants, by its keys. */
  public List<String> granted(Group group) {
    return group.permissions().values().entrySet().stream()
        .filter(entry -> entry.getValue() == 1)
        .map(Map.Entry::getKey)
        .toList();
  }
}
