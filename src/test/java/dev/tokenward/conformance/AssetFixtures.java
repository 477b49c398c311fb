package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assets as the administrator makes and sees them. */
final class AssetFixtures {

  /** The keys of Snipe-IT 8.7, in its order. */
  static final List<String> KEYS =
      List.of(
          """
          id name asset_tag serial model byod requestable model_number eol asset_eol_date
          status_label status category manufacturer depreciation supplier notes order_number company
          location rtd_location image qr_code_url qr alt_barcode assigned_to warranty_months
          warranty_expires created_by created_at updated_at last_audit_date next_audit_date
          deleted_at purchase_date age last_checkout last_checkin expected_checkin purchase_cost
          checkin_counter checkout_counter requests_counter user_can_checkout book_value
          custom_fields available_actions"""
              .split("\\s+"));

  private AssetFixtures() {}

  /** The number of a new asset with these fields, and a model. */
  static long asset(Map<String, ?> more) {
    return created(more).get("id").asLong();
  }

  /** A new asset, as its creation answered. */
  static JsonNode created(Map<String, ?> more) {
    return Json.payload(create(more));
  }

  /** The answer to a creation by the administrator. */
  static Response create(Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("model", "ThinkPad X1");
    fields.putAll(more);
    return Given.post(Given.admin(), Given.HARDWARE, fields);
  }

  /** Changes an asset as the administrator. */
  static Response change(long id, Map<String, ?> fields) {
    return Given.patch(Given.admin(), path(id), fields);
  }

  /** An asset as the administrator sees it. */
  static JsonNode seen(long id) {
    return Json.of(Given.admin().get(path(id)));
  }

  static String path(long id) {
    return Given.HARDWARE + "/" + id;
  }
}
