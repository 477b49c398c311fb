package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Examples and concrete types of answers about the audit log for the OpenAPI document; nothing of
 * it is used otherwise.
 */
final class AuditAnswers {

  static final String ENTRY =
"""
{"sequence":4711,"happened_at":"2026-11-24T09:15:00.123456Z","action":"token.revoked","outcome":"done",
 "actor":{"kind":"user","id":"1","name":"ada","credential":"session 0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9",
 "address":"203.0.113.7"},"target":{"type":"token","id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d",
 "name":"Backup","user_id":1},"details":{"revoked_at":"2026-11-24T09:15:00.123456+00:00"},
 "hash":"9ce70361e422196a2ea06b6482768a0364bc21dcce3387fc469b71e75a208c9d"}\
""";

  static final String FOUND =
      "{\"total\":1,\"rows\":["
          + ENTRY
          + "],\"current_page\":1,\"per_page\":500,\"total_pages\":1,"
          + "\"prev_page_url\":null,\"next_page_url\":null}";

  static final String INVALID_FILTER =
      """
      {"status":"error","messages":{"outcome":["The selected outcome is invalid."]},"payload":null}\
      """;

  private AuditAnswers() {}

  /** A part of the log: a {@link ListJson} of entries. */
  @Schema(name = "AuditEntriesFound")
  record Found(
      long total,
      List<AuditEntryJson> rows,
      @JsonProperty("current_page") long currentPage,
      @JsonProperty("per_page") int perPage,
      @JsonProperty("total_pages") long totalPages,
      @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
      @JsonProperty("next_page_url") @Nullable String nextPageUrl) {}
}
