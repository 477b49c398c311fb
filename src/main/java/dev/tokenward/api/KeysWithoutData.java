package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Snipe-IT tells of a user and this service knows nothing of. Its clients read some of these
 * keys without asking whether they are there, so they are, and say null, false or 0.
 */
@RegisterForReflection
interface KeysWithoutData {

  @JsonProperty("avatar")
  default @Nullable String avatar() {
    return null;
  }

  @JsonProperty("qr_code_url")
  default @Nullable String qrCodeUrl() {
    return null;
  }

  @JsonProperty("display_name")
  default @Nullable String displayName() {
    return null;
  }

  @JsonProperty("manager")
  default @Nullable String manager() {
    return null;
  }

  @JsonProperty("mobile")
  default @Nullable String mobile() {
    return null;
  }

  @JsonProperty("website")
  default @Nullable String website() {
    return null;
  }

  @JsonProperty("address")
  default @Nullable String address() {
    return null;
  }

  @JsonProperty("city")
  default @Nullable String city() {
    return null;
  }

  @JsonProperty("state")
  default @Nullable String state() {
    return null;
  }

  @JsonProperty("country")
  default @Nullable String country() {
    return null;
  }

  @JsonProperty("zip")
  default @Nullable String zip() {
    return null;
  }

  @JsonProperty("department")
  default @Nullable String department() {
    return null;
  }

  @JsonProperty("department_manager")
  default @Nullable String departmentManager() {
    return null;
  }

  @JsonProperty("location")
  default @Nullable String location() {
    return null;
  }

  @JsonProperty("company")
  default @Nullable String company() {
    return null;
  }

  @JsonProperty("start_date")
  default @Nullable String startDate() {
    return null;
  }

  @JsonProperty("end_date")
  default @Nullable String endDate() {
    return null;
  }

  @JsonProperty("remote")
  default boolean remote() {
    return false;
  }

  @JsonProperty("vip")
  default boolean vip() {
    return false;
  }

  @JsonProperty("autoassign_licenses")
  default boolean autoassignLicenses() {
    return false;
  }

  @JsonProperty("ldap_import")
  default boolean ldapImport() {
    return false;
  }

  @JsonProperty("two_factor_enrolled")
  default boolean twoFactorEnrolled() {
    return false;
  }

  @JsonProperty("two_factor_optin")
  default boolean twoFactorOptin() {
    return false;
  }

  @JsonProperty("assets_count")
  default int assetsCount() {
    return 0;
  }

  @JsonProperty("licenses_count")
  default int licensesCount() {
    return 0;
  }

  @JsonProperty("accessories_count")
  default int accessoriesCount() {
    return 0;
  }

  @JsonProperty("consumables_count")
  default int consumablesCount() {
    return 0;
  }

  @JsonProperty("manages_users_count")
  default int managesUsersCount() {
    return 0;
  }

  @JsonProperty("manages_locations_count")
  default int managesLocationsCount() {
    return 0;
  }

  @JsonProperty("assigned_maintenances_count")
  default int assignedMaintenancesCount() {
    return 0;
  }

  @JsonProperty("companies")
  default List<String> companies() {
    return List.of();
  }
}
