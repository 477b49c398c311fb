package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Examples and concrete types for the OpenAPI document; nothing of it is used otherwise. */
final class PolicyAnswers {

  static final String FIELDS =
      """
      {"max_life_days":365,"name_required":true,"max_tokens":50}""";

  static final String GROUP_FIELDS =
      """
      {"max_life_days":30,"scopes_required":true,"max_tokens":5}""";

  static final String POLICY =
      """
      {"creation":"everyone","max_life_days":365,"expiry_required":false,"scopes_required":false,
       "name_required":true,"name_unique":false,"max_tokens":50,"prefix":null,
       "updated_by":{"id":1,"name":"Ada Admin"},
       "updated_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"}}""";

  static final String NO_POLICY =
      """
      {"creation":"everyone","max_life_days":null,"expiry_required":false,"scopes_required":false,
       "name_required":false,"name_unique":false,"max_tokens":null,"prefix":null,
       "updated_by":null,"updated_at":null}""";

  static final String UPDATED =
      "{\"status\":\"success\",\"messages\":\"Policy updated successfully.\",\"payload\":"
          + POLICY
          + "}";

  static final String REMOVED =
      """
      {"status":"success","messages":"Policy removed successfully.","payload":null}""";

  static final String INVALID =
      """
      {"status":"error","messages":{"max_life_days":["The max life days must be between 1 and 36525."]},
       "payload":null}""";

  static final String VIOLATIONS =
      """
      {"total":1,"rows":[{"id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d","name":"Production Monitoring Script",
       "preview":"twd_…x9Zq","user":{"id":1,"username":"ada","name":"Ada Admin"},
       "expires_at":"2041-11-24T09:15:00.000000Z","violations":[{"policy":"max_life_days",
       "message":"The policy allows at most 365 days, and this token has 5479 days."}]}],
       "current_page":1,"per_page":500,"total_pages":1,"prev_page_url":null,"next_page_url":null}""";

  static final String LIMITS =
      """
      {"may_create":true,"max_life_days":30,"latest_expiry":"2026-12-24T09:15:00.000000Z",
       "expiry_required":false,"scopes_required":true,"name_required":true,"name_unique":false,
       "max_tokens":5,"tokens_left":3,"prefix":"twd"}""";

  private static final String SUCCESS = "success";

  private PolicyAnswers() {}

  /** The answer to a changed policy. */
  @Schema(name = "PolicyChanged")
  record PolicyChanged(
      @Schema(enumeration = SUCCESS) String status, String messages, PolicyJson payload) {}

  /** A part of the list of tokens that break a policy: a {@link ListJson} of them. */
  @Schema(name = "PolicyViolationsListed")
  record ViolationsListed(
      long total,
      List<PolicyViolationJson> rows,
      @JsonProperty("current_page") long currentPage,
      @JsonProperty("per_page") int perPage,
      @JsonProperty("total_pages") long totalPages,
      @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
      @JsonProperty("next_page_url") @Nullable String nextPageUrl) {}
}
