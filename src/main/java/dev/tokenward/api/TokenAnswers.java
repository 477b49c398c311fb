package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Examples and concrete types of answers about everybody's tokens for the OpenAPI document; nothing
 * of it is used otherwise.
 */
final class TokenAnswers {

  static final String TOKEN =
"""
{"id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d","user_id":1,
 "client_id":1,"name":"Production Monitoring Script","scopes":["users.view"],"revoked":false,
 "created_at":"2026-11-24T09:15:00.000000Z","updated_at":"2026-11-24T09:15:00.000000Z",
 "expires_at":"2041-11-24T09:15:00.000000Z","client":{"id":1,"user_id":null,"name":"Personal Access Client",
 "provider":null,"redirect":"http://localhost","personal_access_client":true,"password_client":false,
 "revoked":false,"created_at":"2026-11-01T08:00:00.000000Z","updated_at":"2026-11-01T08:00:00.000000Z"},
 "last_used_at":null,"last_used_ip":null,"preview":"twd_…x9Zq","allowed_ips":[],"audience":[],
 "description":null,"last_used_user_agent":null,"uses_today":0,"uses_30_days":0,
 "throttle_per_minute":null,"created_by":{"id":1,"name":"Ada Admin"},"created_by_operator":false,
 "user":{"id":1,"username":"ada","name":"Ada Admin"}}\
""";

  static final String TOKENS_FOUND =
      "{\"total\":1,\"rows\":["
          + TOKEN
          + "],\"current_page\":1,\"per_page\":500,\"total_pages\":1,"
          + "\"prev_page_url\":null,\"next_page_url\":null}";

  static final String INVALID_FILTER =
      """
      {"status":"error","messages":{"state":["The selected state is invalid."]},"payload":null}\
      """;

  static final String TO_INSPECT =
      """
      {"token":"twd_…"}\
      """;

  static final String TOKEN_INSPECTED =
"""
{"status":"success","messages":null,"payload":{"id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d","user_id":1,
 "client_id":1,"name":"Production Monitoring Script","scopes":["users.view"],"revoked":false,
 "created_at":"2026-11-24T09:15:00.000000Z","updated_at":"2026-11-24T09:15:00.000000Z",
 "expires_at":"2041-11-24T09:15:00.000000Z","client":{"id":1,"user_id":null,"name":"Personal Access Client",
 "provider":null,"redirect":"http://localhost","personal_access_client":true,"password_client":false,
 "revoked":false,"created_at":"2026-11-01T08:00:00.000000Z","updated_at":"2026-11-01T08:00:00.000000Z"},
 "last_used_at":null,"last_used_ip":null,"preview":"twd_…x9Zq","allowed_ips":[],"audience":[],
 "description":null,"last_used_user_agent":null,"uses_today":0,"uses_30_days":0,
 "throttle_per_minute":null,"created_by":{"id":1,"name":"Ada Admin"},"created_by_operator":false,
 "user":{"id":1,"username":"ada","name":"Ada Admin"},
 "state":"live","permissions":["users.view"]}}\
""";

  static final String TO_REVOKE =
      """
      {"user_id":1,"created_before":"2020-01-31T00:00:00Z"}\
      """;

  static final String TOKENS_REVOKED =
      """
      {"status":"success","messages":"17 tokens were revoked.","payload":{"revoked":17}}\
      """;

  private static final String SUCCESS = "success";

  private TokenAnswers() {}

  /** A part of the list of everybody's tokens: a {@link ListJson} of them. */
  @Schema(name = "TokensFound")
  record TokensFound(
      long total,
      List<OwnedTokenJson> rows,
      @JsonProperty("current_page") long currentPage,
      @JsonProperty("per_page") int perPage,
      @JsonProperty("total_pages") long totalPages,
      @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
      @JsonProperty("next_page_url") @Nullable String nextPageUrl) {}

  /** The answer to a token that is one of ours. */
  @Schema(name = "TokenInspected")
  record TokenInspected(
      @Schema(enumeration = SUCCESS) String status,
      @Nullable String messages,
      OwnedTokenJson.Inspected payload) {}

  /** The answer to a revocation of many. */
  @Schema(name = "ManyTokensRevoked")
  record ManyRevoked(
      @Schema(enumeration = SUCCESS) String status,
      String messages,
      OwnedTokenJson.Revoked payload) {}
}
