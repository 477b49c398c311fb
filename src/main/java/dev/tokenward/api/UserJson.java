package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.api.Dates.DateTime;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Rights;
import dev.tokenward.verify.Principal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A user as Snipe-IT shows one: its keys in its order, of which some are {@link KeysWithoutData}.
 */
@RegisterForReflection
@Schema(name = "User")
@JsonPropertyOrder({
  "id",
  "avatar",
  "qr_code_url",
  "name",
  "first_name",
  "last_name",
  "display_name",
  "username",
  "remote",
  "locale",
  "employee_num",
  "manager",
  "jobtitle",
  "vip",
  "phone",
  "mobile",
  "website",
  "address",
  "city",
  "state",
  "country",
  "zip",
  "email",
  "department",
  "department_manager",
  "location",
  "notes",
  "role",
  "permissions",
  "activated",
  "autoassign_licenses",
  "ldap_import",
  "two_factor_enrolled",
  "two_factor_optin",
  "assets_count",
  "licenses_count",
  "accessories_count",
  "consumables_count",
  "manages_users_count",
  "manages_locations_count",
  "assigned_maintenances_count",
  "company",
  "companies",
  "created_by",
  "created_at",
  "updated_at",
  "start_date",
  "end_date",
  "last_login",
  "deleted_at",
  "available_actions",
  "groups"
})
record UserJson(
    long id,
    @Schema(examples = "Ada Admin") String name,
    @JsonProperty("first_name") @Schema(examples = "Ada") String firstName,
    @JsonProperty("last_name") @Nullable String lastName,
    @Schema(examples = "ada") String username,
    @Nullable String locale,
    @JsonProperty("employee_num") @Nullable String employeeNum,
    @Nullable String jobtitle,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String notes,
    @Nullable @Schema(examples = "superadmin") String role,
    Map<String, Integer> permissions,
    boolean activated,
    @JsonProperty("created_by") @Nullable CreatedBy createdBy,
    @JsonProperty("created_at") DateTime createdAt,
    @JsonProperty("updated_at") DateTime updatedAt,
    @JsonProperty("last_login") @Nullable DateTime lastLogin,
    @JsonProperty("deleted_at") @Nullable DateTime deletedAt,
    @JsonProperty("available_actions") Actions availableActions,
    @Nullable Groups groups)
    implements KeysWithoutData {

  /** What the caller may do with the user. */
  @RegisterForReflection
  @Schema(name = "UserActions")
  record Actions(
      boolean update, boolean delete, @JsonProperty("clone") boolean copy, boolean restore) {

    static Actions on(Profile profile, Principal caller) {
      Rights rights = caller.rights();
      boolean self = profile.id() == caller.profile().id();
      return new Actions(
          rights.allow("users.edit"),
          !self && rights.allow("users.delete"),
          rights.allow("users.create"),
          false);
    }

    /** With every {@code users/me}, as a key; natively what is generated costs much. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Actions actions && bits() == actions.bits();
    }

    @Override
    public int hashCode() {
      return bits();
    }

    private int bits() {
      return (update ? 1 : 0) | (delete ? 2 : 0) | (copy ? 4 : 0) | (restore ? 8 : 0);
    }
  }

  /** The groups the user is in. */
  @RegisterForReflection
  record Groups(int total, List<Row> rows) {

    /** One of them. */
    @RegisterForReflection
    record Row(long id, String name) {}
  }

  /** A user as one caller sees them. */
  static UserJson of(Profile profile, Principal caller) {
    return of(profile, Actions.on(profile, caller));
  }

  static UserJson of(Profile profile, Actions actions) {
    return new UserJson(
        profile.id(),
        Html.escape(profile.fullName()),
        Html.escape(profile.firstName()),
        Html.escapeOrNull(profile.lastName()),
        Html.escape(profile.username()),
        Html.escapeOrNull(profile.locale()),
        Html.escapeOrNull(profile.employeeNum()),
        Html.escapeOrNull(profile.jobtitle()),
        Html.escapeOrNull(profile.phone()),
        Html.escapeOrNull(profile.email()),
        Html.escapeOrNull(profile.notes()),
        role(profile),
        profile.permissions().values(),
        profile.activated(),
        CreatedBy.orNull(profile.createdBy()),
        Dates.dateTime(profile.createdAt()),
        Dates.dateTime(profile.updatedAt()),
        Dates.dateTimeOrNull(profile.lastLogin()),
        Dates.dateTimeOrNull(profile.deletedAt()),
        actions,
        groups(profile));
  }

  private static @Nullable String role(Profile profile) {
    if (profile.allow(PermissionKey.SUPERUSER)) {
      return "superadmin";
    }
    return profile.allow(PermissionKey.ADMIN) ? "admin" : null;
  }

  private static @Nullable Groups groups(Profile profile) {
    if (profile.groups().isEmpty()) {
      return null;
    }
    List<Groups.Row> rows =
        profile.groups().stream()
            .map(group -> new Groups.Row(group.id(), Html.escape(group.name())))
            .toList();
    return new Groups(rows.size(), rows);
  }
}
