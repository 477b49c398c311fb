package dev.tokenward.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Snipe-IT tells of an asset and this service knows nothing of. Its clients read some of these
 * keys without asking whether they are there, so they are, and say null, false or 0.
 */
@RegisterForReflection
interface KeysWithoutData {

  @JsonProperty("model_number")
  default @Nullable String modelNumber() {
    return null;
  }

  @JsonProperty("eol")
  default @Nullable String eol() {
    return null;
  }

  @JsonProperty("asset_eol_date")
  default @Nullable String assetEolDate() {
    return null;
  }

  @JsonProperty("category")
  default @Nullable String category() {
    return null;
  }

  @JsonProperty("manufacturer")
  default @Nullable String manufacturer() {
    return null;
  }

  @JsonProperty("depreciation")
  default @Nullable String depreciation() {
    return null;
  }

  @JsonProperty("supplier")
  default @Nullable String supplier() {
    return null;
  }

  @JsonProperty("order_number")
  default @Nullable String orderNumber() {
    return null;
  }

  @JsonProperty("company")
  default @Nullable String company() {
    return null;
  }

  @JsonProperty("location")
  default @Nullable String location() {
    return null;
  }

  @JsonProperty("rtd_location")
  default @Nullable String rtdLocation() {
    return null;
  }

  @JsonProperty("image")
  default @Nullable String image() {
    return null;
  }

  @JsonProperty("qr_code_url")
  default @Nullable String qrCodeUrl() {
    return null;
  }

  @JsonProperty("qr")
  default @Nullable String qr() {
    return null;
  }

  @JsonProperty("alt_barcode")
  default @Nullable String altBarcode() {
    return null;
  }

  @JsonProperty("warranty_months")
  default @Nullable String warrantyMonths() {
    return null;
  }

  @JsonProperty("warranty_expires")
  default @Nullable String warrantyExpires() {
    return null;
  }

  @JsonProperty("last_audit_date")
  default @Nullable String lastAuditDate() {
    return null;
  }

  @JsonProperty("next_audit_date")
  default @Nullable String nextAuditDate() {
    return null;
  }

  @JsonProperty("deleted_at")
  default @Nullable String deletedAt() {
    return null;
  }

  @JsonProperty("purchase_date")
  default @Nullable String purchaseDate() {
    return null;
  }

  @JsonProperty("age")
  default @Nullable String age() {
    return null;
  }

  @JsonProperty("last_checkout")
  default @Nullable String lastCheckout() {
    return null;
  }

  @JsonProperty("last_checkin")
  default @Nullable String lastCheckin() {
    return null;
  }

  @JsonProperty("expected_checkin")
  default @Nullable String expectedCheckin() {
    return null;
  }

  @JsonProperty("purchase_cost")
  default @Nullable String purchaseCost() {
    return null;
  }

  @JsonProperty("book_value")
  default @Nullable String bookValue() {
    return null;
  }

  @JsonProperty("byod")
  default boolean byod() {
    return false;
  }

  @JsonProperty("requestable")
  default boolean requestable() {
    return false;
  }

  @JsonProperty("user_can_checkout")
  default boolean userCanCheckout() {
    return false;
  }

  @JsonProperty("checkin_counter")
  default int checkinCounter() {
    return 0;
  }

  @JsonProperty("checkout_counter")
  default int checkoutCounter() {
    return 0;
  }

  @JsonProperty("requests_counter")
  default int requestsCounter() {
    return 0;
  }

  @JsonProperty("custom_fields")
  default Map<String, String> customFields() {
    return Map.of();
  }
}
