package dev.tokenward.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Examples and concrete types for the OpenAPI document; nothing of it is used otherwise. */
final class AssetAnswers {

  static final String ASSET =
      """
      {"id":42,"name":"Ada&#039;s laptop","asset_tag":"00042","serial":"PF-3K7Q9A",
       "model":{"id":null,"name":"ThinkPad X1"},"byod":false,"requestable":false,"model_number":null,"eol":null,
       "asset_eol_date":null,
       "status_label":{"id":2,"name":"Ready to Deploy","status_type":"deployable","status_meta":"deployed"},
       "status":{"id":2,"name":"Ready to Deploy","status_type":"deployable","status_meta":"deployed"},
       "category":null,"manufacturer":null,"depreciation":null,"supplier":null,"notes":null,"order_number":null,
       "company":null,"location":null,"rtd_location":null,"image":null,"qr_code_url":null,"qr":null,
       "alt_barcode":null,
       "assigned_to":{"id":1,"username":"ada","name":"Ada Admin","first_name":"Ada","last_name":"Admin",
       "email":"ada@example.com","employee_number":null,"jobtitle":"IT Lead","type":"user"},
       "warranty_months":null,"warranty_expires":null,"created_by":{"id":1,"name":"Ada Admin"},
       "created_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"},
       "updated_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"},
       "last_audit_date":null,"next_audit_date":null,"deleted_at":null,"purchase_date":null,"age":null,
       "last_checkout":null,"last_checkin":null,"expected_checkin":null,"purchase_cost":null,"checkin_counter":0,
       "checkout_counter":0,"requests_counter":0,"user_can_checkout":false,"book_value":null,"custom_fields":{},
       "available_actions":{"checkout":false,"checkin":false,"clone":true,"restore":false,"update":true,
       "audit":false,"delete":true}}""";

  static final String FIELDS =
      """
      {"model":"ThinkPad X1","asset_tag":"LAPTOP-7","name":"Ada's laptop","serial":"PF-3K7Q9A",
       "status":"deployable","assigned_user":1}""";

  static final String CHANGES =
      """
      {"status":"pending","notes":"The screen is broken"}""";

  static final String CREATED =
      "{\"status\":\"success\",\"messages\":\"Asset created successfully. :)\",\"payload\":"
          + ASSET
          + "}";

  static final String UPDATED =
      "{\"status\":\"success\",\"messages\":\"Asset updated successfully.\",\"payload\":"
          + ASSET
          + "}";

  static final String DELETED =
      """
      {"status":"success","messages":"The asset was deleted successfully.","payload":null}""";

  static final String NOT_FOUND =
      """
      {"status":"error","messages":"Asset does not exist.","payload":null}""";

  /** For who accepts {@link #PROBLEM}. */
  static final String NOT_FOUND_HONESTLY =
      """
      {"type":"about:blank","title":"Not Found","status":404,"detail":"Asset does not exist.",\
      "request-id":"3f0c9b5e7a214d6f8b1e2c3d4a5f6071"}""";

  static final String PROBLEM = "application/problem+json";

  static final String NO_SUCH_ASSET =
      "There is no such asset. Told with 200 to who does not accept application/problem+json.";

  static final String FOUND = "{\"total\":1,\"rows\":[" + ASSET + "]}";

  static final String LIST =
      "{\"total\":1,\"rows\":["
          + ASSET
          + "],\"current_page\":1,\"per_page\":500,\"total_pages\":1,"
          + "\"prev_page_url\":null,\"next_page_url\":null}";

  private static final String SUCCESS = "success";

  private AssetAnswers() {}

  /** The answer to a new or changed asset. */
  @Schema(name = "AssetChanged")
  record AssetChanged(
      @Schema(enumeration = SUCCESS) String status, String messages, AssetJson payload) {}

  /** A part of the list of assets: a {@code ListJson} of them. */
  @Schema(name = "AssetsListed")
  record AssetsListed(
      long total,
      List<AssetJson> rows,
      @JsonProperty("current_page") long currentPage,
      @JsonProperty("per_page") int perPage,
      @JsonProperty("total_pages") long totalPages,
      @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
      @JsonProperty("next_page_url") @Nullable String nextPageUrl) {}
}
