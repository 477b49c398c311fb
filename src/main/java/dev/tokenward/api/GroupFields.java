package dev.tokenward.api;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.GroupChanges;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What POST /groups and PUT or PATCH /groups/{id} take. */
@Schema(name = "GroupFields")
public record GroupFields(
    @Schema(maxLength = 255, description = "Unique", examples = "Helpdesk") String name,
    @Schema(
            description = "From permission key to 1 (grant); 0 and -1 do nothing in a group",
            examples = "{\"users.view\":1}")
        @Nullable Map<String, Integer> permissions,
    @Nullable String notes) {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_NOTES = 10_000;

  /**
   * Reads a new group.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static GroupChanges forNewGroup(RequestFields fields) {
    GroupChanges given = read(fields);
    fields.require("name", given.name());
    fields.violations().throwIfAny();
    return given;
  }

  /**
   * Reads changes of a group.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static GroupChanges forChange(RequestFields fields) {
    GroupChanges changes = read(fields);
    fields.requireIfGiven("name", changes.name());
    fields.violations().throwIfAny();
    return changes;
  }

  private static GroupChanges read(RequestFields fields) {
    return new GroupChanges(
        fields.text("name", LONGEST_NAME),
        PermissionFields.read(fields),
        fields.lines("notes", LONGEST_NOTES));
  }
}
