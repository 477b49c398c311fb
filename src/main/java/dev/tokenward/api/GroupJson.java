package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.api.Dates.DateTime;
import dev.tokenward.user.Group;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A group as Snipe-IT shows one. */
@RegisterForReflection
@Schema(name = "Group")
@JsonPropertyOrder({
  "id",
  "name",
  "permissions",
  "users_count",
  "notes",
  "created_by",
  "created_at",
  "updated_at",
  "available_actions"
})
record GroupJson(
    long id,
    @Schema(examples = "Helpdesk") String name,
    Map<String, Integer> permissions,
    @JsonProperty("users_count") long usersCount,
    @Nullable String notes,
    @JsonProperty("created_by") @Nullable CreatedBy createdBy,
    @JsonProperty("created_at") DateTime createdAt,
    @JsonProperty("updated_at") DateTime updatedAt,
    @JsonProperty("available_actions") Actions availableActions) {

  /** What the caller may do with the group: everything, as only superusers see groups. */
  @RegisterForReflection
  @Schema(name = "GroupActions")
  record Actions(boolean update, boolean delete) {}

  static GroupJson of(Group group) {
    return new GroupJson(
        group.id(),
        Html.escape(group.name()),
        group.permissions().values(),
        group.usersCount(),
        Html.escapeOrNull(group.notes()),
        CreatedBy.orNull(group.createdBy()),
        Dates.dateTime(group.createdAt()),
        Dates.dateTime(group.updatedAt()),
        new Actions(true, true));
  }
}
