package dev.tokenward.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.api.CreatedBy;
import dev.tokenward.api.Dates;
import dev.tokenward.api.Dates.DateTime;
import dev.tokenward.api.Html;
import dev.tokenward.user.Creator;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Rights;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An asset as Snipe-IT 8.7 shows one, with the same keys in the same order. Those that this service
 * has no data for are in {@link KeysWithoutData}.
 */
@RegisterForReflection
@Schema(name = "Asset")
@JsonPropertyOrder({
  "id",
  "name",
  "asset_tag",
  "serial",
  "model",
  "byod",
  "requestable",
  "model_number",
  "eol",
  "asset_eol_date",
  "status_label",
  "status",
  "category",
  "manufacturer",
  "depreciation",
  "supplier",
  "notes",
  "order_number",
  "company",
  "location",
  "rtd_location",
  "image",
  "qr_code_url",
  "qr",
  "alt_barcode",
  "assigned_to",
  "warranty_months",
  "warranty_expires",
  "created_by",
  "created_at",
  "updated_at",
  "last_audit_date",
  "next_audit_date",
  "deleted_at",
  "purchase_date",
  "age",
  "last_checkout",
  "last_checkin",
  "expected_checkin",
  "purchase_cost",
  "checkin_counter",
  "checkout_counter",
  "requests_counter",
  "user_can_checkout",
  "book_value",
  "custom_fields",
  "available_actions"
})
record AssetJson(
    long id,
    @Nullable @Schema(examples = "Ada's laptop") String name,
    @JsonProperty("asset_tag") @Schema(examples = "00042") String assetTag,
    @Nullable String serial,
    Model model,
    @JsonProperty("status_label") Status statusLabel,
    Status status,
    @Nullable String notes,
    @JsonProperty("assigned_to") @Nullable AssignedTo assignedTo,
    @JsonProperty("created_by") @Nullable CreatedBy createdBy,
    @JsonProperty("created_at") DateTime createdAt,
    @JsonProperty("updated_at") DateTime updatedAt,
    @JsonProperty("available_actions") Actions availableActions)
    implements KeysWithoutData {

  /**
   * What kind of thing it is.
   *
   * @param id always null: there are no models but their names
   */
  @RegisterForReflection
  @Schema(name = "AssetModel")
  record Model(@Nullable Long id, @Schema(examples = "ThinkPad X1") String name) {}

  /**
   * What can be done with it.
   *
   * @param type deployable, pending or archived
   * @param meta the same, or deployed where somebody has a deployable one
   */
  @RegisterForReflection
  @Schema(name = "AssetStatus")
  record Status(
      int id,
      @Schema(examples = "Ready to Deploy") String name,
      @JsonProperty("status_type") @Schema(examples = "deployable") String type,
      @JsonProperty("status_meta") @Schema(examples = "deployed") String meta) {

    static Status of(Asset asset) {
      AssetStatus status = asset.status();
      return new Status(
          status.id(),
          status.label(),
          status.word(),
          asset.isDeployed() ? "deployed" : status.word());
    }
  }

  /** Who has it. Who may not view users sees the name and no more. */
  @RegisterForReflection
  @Schema(name = "AssignedTo")
  record AssignedTo(
      long id,
      @Nullable @Schema(examples = "ada") String username,
      @Schema(examples = "Ada Admin") String name,
      @JsonProperty("first_name") @Nullable String firstName,
      @JsonProperty("last_name") @Nullable String lastName,
      @Nullable String email,
      @JsonProperty("employee_number") @Nullable String employeeNumber,
      @Nullable String jobtitle,
      @Schema(examples = "user") String type) {

    static @Nullable AssignedTo orNull(@Nullable Profile user, Rights rights) {
      if (user == null) {
        return null;
      }
      return rights.allow("users.view") ? of(user) : nameOf(user);
    }

    private static AssignedTo of(Profile user) {
      return new AssignedTo(
          user.id(),
          Html.escape(user.username()),
          Html.escape(user.fullName()),
          Html.escape(user.firstName()),
          Html.escapeOrNull(user.lastName()),
          Html.escapeOrNull(user.email()),
          Html.escapeOrNull(user.employeeNum()),
          Html.escapeOrNull(user.jobtitle()),
          "user");
    }

    private static AssignedTo nameOf(Profile user) {
      return new AssignedTo(
          user.id(), null, Html.escape(user.fullName()), null, null, null, null, null, "user");
    }
  }

  /** What the caller may do with it; there is no call for what nobody may. */
  @RegisterForReflection
  @Schema(name = "AssetActions")
  record Actions(
      boolean checkout,
      boolean checkin,
      @JsonProperty("clone") boolean copy,
      boolean restore,
      boolean update,
      boolean audit,
      boolean delete) {

    static Actions of(Rights rights) {
      return new Actions(
          false,
          false,
          rights.allow("assets.create"),
          false,
          rights.allow("assets.edit"),
          false,
          rights.allow("assets.delete"));
    }
  }

  /** An asset as somebody with these rights sees it. */
  static AssetJson of(Asset asset, Rights rights) {
    Status status = Status.of(asset);
    return new AssetJson(
        asset.id(),
        Html.escapeOrNull(asset.name()),
        Html.escape(asset.assetTag()),
        Html.escapeOrNull(asset.serial()),
        new Model(null, Html.escape(asset.model())),
        status,
        status,
        Html.escapeOrNull(asset.notes()),
        AssignedTo.orNull(asset.assignedTo(), rights),
        createdBy(asset.createdBy()),
        Dates.dateTime(asset.createdAt()),
        Dates.dateTime(asset.updatedAt()),
        Actions.of(rights));
  }

  private static @Nullable CreatedBy createdBy(@Nullable Profile user) {
    return user == null ? null : CreatedBy.orNull(new Creator(user.id(), user.fullName()));
  }
}
