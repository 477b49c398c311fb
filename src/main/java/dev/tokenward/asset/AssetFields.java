package dev.tokenward.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenward.api.ResourceId;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Change;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What POST /hardware and PUT or PATCH /hardware/{id} take. */
@Schema(name = "AssetFields")
record AssetFields(
    @Schema(maxLength = 255, description = "What kind of thing it is", examples = "ThinkPad X1")
        String model,
    @JsonProperty("asset_tag")
        @Schema(
            maxLength = 255,
            description = "Unique, in any case; the next free number for a new one when absent",
            examples = "00042")
        String assetTag,
    @Schema(maxLength = 255, examples = "Ada's laptop") @Nullable String name,
    @Schema(maxLength = 255, description = "Its maker's number", examples = "PF-3K7Q9A")
        @Nullable String serial,
    @Schema(
            description = "deployable, pending or archived",
            defaultValue = "deployable",
            examples = "deployable")
        @Nullable String status,
    @JsonProperty("status_id")
        @Schema(
            description = "The number of the status, as Snipe-IT has it; instead of status",
            minimum = "1",
            maximum = "3",
            examples = "2")
        @Nullable Integer statusId,
    @Nullable String notes,
    @JsonProperty("assigned_user")
        @Schema(description = "The number of the user who has it", examples = "1")
        @Nullable Long assignedUser) {

  private static final int LONGEST = 255;
  private static final int LONGEST_NOTES = 10_000;

  static AssetChanges forNewAsset(RequestFields fields) {
    AssetChanges given = read(fields);
    fields.require("model", given.model());
    fields.violations().throwIfAny();
    return given;
  }

  static AssetChanges forChange(RequestFields fields) {
    AssetChanges changes = read(fields);
    fields.requireIfGiven("model", changes.model());
    fields.requireIfGiven("asset_tag", changes.assetTag());
    fields.violations().throwIfAny();
    return changes;
  }

  private static AssetChanges read(RequestFields fields) {
    return new AssetChanges(
        fields.text("name", LONGEST),
        fields.text("asset_tag", LONGEST),
        fields.text("serial", LONGEST),
        fields.text("model", LONGEST),
        status(fields),
        fields.lines("notes", LONGEST_NOTES),
        assignedUser(fields));
  }

  private static Change<AssetStatus> status(RequestFields fields) {
    @Nullable String word = fields.text("status", LONGEST).value();
    Optional<Long> id = fields.wholeNumber("status_id");
    if (word != null && id.isPresent()) {
      fields.violations().add("status", "Give either status or status_id, not both.");
      return Change.none();
    }
    if (word != null) {
      return selected("status", AssetStatus.ofWord(word), fields);
    }
    return id.isPresent()
        ? selected("status_id", AssetStatus.ofId(id.get()), fields)
        : Change.none();
  }

  private static Change<AssetStatus> selected(
      String field, Optional<AssetStatus> status, RequestFields fields) {
    if (status.isEmpty()) {
      fields
          .violations()
          .add(field, "The selected %s is invalid.".formatted(field.replace('_', ' ')));
      return Change.none();
    }
    return Change.to(status.get());
  }

  private static Change<Long> assignedUser(RequestFields fields) {
    Change<String> given = fields.text("assigned_user", LONGEST);
    @Nullable String id = given.value();
    if (id == null) {
      return new Change<>(given.given(), null);
    }
    Optional<Long> number = ResourceId.number(id);
    if (number.isEmpty()) {
      fields.violations().add("assigned_user", AssetService.NO_SUCH_USER);
      return Change.none();
    }
    return Change.to(number.get());
  }
}
