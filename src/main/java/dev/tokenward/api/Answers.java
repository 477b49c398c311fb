package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Examples and concrete types for the OpenAPI document; nothing of it is used otherwise. */
public final class Answers {

  static final String RESTRICTED_TOKEN =
      """
      {"name":"Backup","description":"Reads users every night","expires_in_days":90,
       "scopes":["users.view","self.api"],"allowed_ips":["10.0.0.0/8","127.0.0.0/8"],"audience":[]}""";

  static final String TOKEN_CREATED =
      """
      {"status":"success","messages":"Personal API Key Production Monitoring Script created successfully",
       "payload":{"id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d","token":"twd_…","name":"Production Monitoring Script",
       "expires_at":"2041-11-24T09:15:00.000000Z","scopes":[],"created_by":{"id":1,"name":"Ada Admin"}}}""";

  static final String TOKEN_LIST =
      """
      {"status":"success","messages":null,"payload":[{"id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d","user_id":1,
       "client_id":1,"name":"Production Monitoring Script","scopes":[],"revoked":false,
       "created_at":"2026-11-24T09:15:00.000000Z","updated_at":"2026-11-24T09:15:00.000000Z",
       "expires_at":"2041-11-24T09:15:00.000000Z","client":{"id":1,"user_id":null,"name":"Personal Access Client",
       "provider":null,"redirect":"http://localhost","personal_access_client":true,"password_client":false,
       "revoked":false,"created_at":"2026-11-01T08:00:00.000000Z","updated_at":"2026-11-01T08:00:00.000000Z"},
       "last_used_at":null,"last_used_ip":null,"preview":"twd_…x9Zq","allowed_ips":[],"audience":[],
       "description":null,"last_used_user_agent":null,"uses_today":0,"uses_30_days":0,
       "throttle_per_minute":null,"created_by":{"id":1,"name":"Ada Admin"},"created_by_operator":false}]}""";

  static final String TOKEN_IN_USE =
      """
      {"status":"success","messages":null,"payload":{"id":"9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d",
       "name":"Production Monitoring Script","description":null,"preview":"twd_…x9Zq","scopes":["users.view"],
       "allowed_ips":[],"audience":[],"throttle_per_minute":120,"throttle_shared":true,
       "created_at":"2026-11-24T09:15:00.000000Z","expires_at":"2041-11-24T09:15:00.000000Z","last_used_at":null,
       "created_by":{"id":1,"name":"Ada Admin"},"created_by_operator":false,"permissions":["users.view"],
       "owner":{"id":1,"username":"ada","name":"Ada Admin"}}}""";

  static final String NO_TOKEN_IN_USE =
      """
      {"status":"error","messages":"There is no token in this request. Send one to learn about it.","payload":null}""";

  /** A field that is too long. */
  public static final String VALIDATION =
      """
      {"status":"error","messages":{"name":["The name may not be greater than 255 characters."]},"payload":null}""";

  static final String USER =
      """
      {"id":1,"avatar":null,"qr_code_url":null,"name":"Ada Admin","first_name":"Ada","last_name":"Admin",
       "display_name":null,"username":"ada","remote":false,"locale":"en-US","employee_num":null,"manager":null,
       "jobtitle":"IT Lead","vip":false,"phone":null,"mobile":null,"website":null,"address":null,"city":null,
       "state":null,"country":null,"zip":null,"email":"ada@example.com","department":null,"department_manager":null,
       "location":null,"notes":null,"role":"superadmin","permissions":{"superuser":1},"activated":true,
       "autoassign_licenses":false,"ldap_import":false,"two_factor_enrolled":false,"two_factor_optin":false,
       "assets_count":0,"licenses_count":0,"accessories_count":0,"consumables_count":0,"manages_users_count":0,
       "manages_locations_count":0,"assigned_maintenances_count":0,"company":null,"companies":[],"created_by":null,
       "created_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"},
       "updated_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"},"start_date":null,
       "end_date":null,"last_login":null,"deleted_at":null,
       "available_actions":{"update":true,"delete":false,"clone":true,"restore":false},"groups":null}""";

  static final String USER_FIELDS =
      """
      {"first_name":"Ada","last_name":"Admin","username":"ada","password":"correct horse battery",
       "password_confirmation":"correct horse battery","email":"ada@example.com","activated":true,
       "jobtitle":"IT Lead","permissions":{"users.view":1,"self.api":1},"groups":[]}""";

  static final String USER_CHANGES =
      """
      {"jobtitle":"Head of IT","permissions":{"users.view":1,"users.edit":1,"self.api":1}}""";

  static final String USER_CREATED =
      "{\"status\":\"success\",\"messages\":\"User was successfully created.\",\"payload\":"
          + USER
          + "}";

  static final String USER_UPDATED =
      "{\"status\":\"success\",\"messages\":\"User was successfully updated.\",\"payload\":"
          + USER
          + "}";

  static final String USER_DELETED =
      """
      {"status":"success","messages":"User was successfully deleted.","payload":null}""";

  static final String USER_NOT_FOUND =
      """
      {"status":"error","messages":"User does not exist or you do not have permission to view them.","payload":null}""";

  static final String USER_LIST =
      "{\"total\":1,\"rows\":["
          + USER
          + "],\"current_page\":1,\"per_page\":500,\"total_pages\":1,"
          + "\"prev_page_url\":null,\"next_page_url\":null}";

  static final String GROUP =
      """
      {"id":1,"name":"Helpdesk","permissions":{"users.view":1},"users_count":3,"notes":null,"created_by":{"id":1,"name":"Ada Admin"},
       "created_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"},
       "updated_at":{"datetime":"2026-11-24 09:15:00","formatted":"2026-11-24 9:15 AM"},
       "available_actions":{"update":true,"delete":true}}""";

  static final String GROUP_FIELDS =
      """
      {"name":"Helpdesk","permissions":{"users.view":1},"notes":"Answers the telephone"}""";

  static final String GROUP_CHANGES =
      """
      {"permissions":{"users.view":1,"users.edit":1}}""";

  static final String GROUP_CREATED =
      "{\"status\":\"success\",\"messages\":\"Group created successfully.\",\"payload\":"
          + GROUP
          + "}";

  static final String GROUP_UPDATED =
      "{\"status\":\"success\",\"messages\":\"Group updated successfully.\",\"payload\":"
          + GROUP
          + "}";

  static final String GROUP_DELETED =
      """
      {"status":"success","messages":"Group deleted successfully.","payload":null}""";

  static final String GROUP_NOT_FOUND =
      """
      {"status":"error","messages":"Group does not exist.","payload":null}""";

  static final String GROUP_LIST =
      "{\"total\":1,\"rows\":["
          + GROUP
          + "],\"current_page\":1,\"per_page\":500,\"total_pages\":1,"
          + "\"prev_page_url\":null,\"next_page_url\":null}";

  private static final String SCOPE =
      """
      {"name":"billing.export","description":"Export invoices.","kind":"key","registered":true,"grantable":true,
       "created_by":{"id":1,"name":"Ada Admin"},"created_at":"2026-11-24T09:15:00.000000Z"}""";

  static final String SCOPE_LIST =
      """
      {"status":"success","messages":null,"payload":[
       {"name":"users.view","description":"See users.","kind":"key","registered":false,"grantable":true,
       "created_by":null,"created_at":null},
       {"name":"users.*","description":"Do everything that a permission of the area users allows.","kind":"area",
       "registered":false,"grantable":true,"created_by":null,"created_at":null},\
      """
          + SCOPE
          + "]}";

  static final String SCOPE_FIELDS =
      """
      {"name":"billing.export","description":"Export invoices."}""";

  static final String SCOPE_REGISTERED =
      "{\"status\":\"success\",\"messages\":\"Scope registered successfully.\",\"payload\":"
          + SCOPE
          + "}";

  static final String SCOPE_INVALID =
      """
      {"status":"error","messages":{"name":["The area users is built in and cannot be extended. Choose another one."]},
       "payload":null}""";

  static final String SCOPE_DELETED =
      """
      {"status":"success","messages":"Scope deleted successfully.","payload":null}""";

  static final String SCOPE_NOT_FOUND =
      """
      {"status":"error","messages":"Scope does not exist.","payload":null}""";

  private static final String SUCCESS = "success";
  private static final String ERROR = "error";

  private Answers() {}

  /** The answer to a created token. */
  @Schema(name = "TokenCreated")
  record TokenCreated(
      @Schema(enumeration = SUCCESS) String status, String messages, TokenJson.Issued payload) {}

  /** The answer with a list of tokens. */
  @Schema(name = "TokensListed")
  record TokensListed(
      @Schema(enumeration = SUCCESS) String status,
      @Nullable String messages,
      List<TokenJson> payload) {}

  /** The answer about the token in use. */
  @Schema(name = "TokenInUseFound")
  record TokenInUseFound(
      @Schema(enumeration = SUCCESS) String status,
      @Nullable String messages,
      TokenInUseJson payload) {}

  /** The answer to a new or changed user. */
  @Schema(name = "UserChanged")
  record UserChanged(
      @Schema(enumeration = SUCCESS) String status, String messages, UserJson payload) {}

  /** A part of the list of users: a {@link ListJson} of them. */
  @Schema(name = "UsersListed")
  record UsersListed(
      long total,
      List<UserJson> rows,
      @JsonProperty("current_page") long currentPage,
      @JsonProperty("per_page") int perPage,
      @JsonProperty("total_pages") long totalPages,
      @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
      @JsonProperty("next_page_url") @Nullable String nextPageUrl) {}

  /** The answer to a new or changed group. */
  @Schema(name = "GroupChanged")
  record GroupChanged(
      @Schema(enumeration = SUCCESS) String status, String messages, GroupJson payload) {}

  /** A part of the list of groups: a {@link ListJson} of them. */
  @Schema(name = "GroupsListed")
  record GroupsListed(
      long total,
      List<GroupJson> rows,
      @JsonProperty("current_page") long currentPage,
      @JsonProperty("per_page") int perPage,
      @JsonProperty("total_pages") long totalPages,
      @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
      @JsonProperty("next_page_url") @Nullable String nextPageUrl) {}

  /** The answer with the vocabulary of scopes. */
  @Schema(name = "ScopesListed")
  record ScopesListed(
      @Schema(enumeration = SUCCESS) String status,
      @Nullable String messages,
      List<ScopeJson> payload) {}

  /** The answer to a new scope. */
  @Schema(name = "ScopeRegistered")
  record ScopeRegistered(
      @Schema(enumeration = SUCCESS) String status, String messages, ScopeJson payload) {}

  /** The answer to what leaves nothing to show. */
  @Schema(name = "Done")
  public record Done(
      @Schema(enumeration = SUCCESS) String status, String messages, @Nullable Void payload) {}

  /** The answer, with status 200, that something is not there or can't be done. */
  @Schema(name = "Failed")
  public record Failed(
      @Schema(enumeration = ERROR) String status, String messages, @Nullable Void payload) {}

  /** The answer, with status 200, that fields are wrong: from field to sentences. */
  @Schema(name = "Invalid")
  public record Invalid(
      @Schema(enumeration = ERROR) String status,
      Map<String, List<String>> messages,
      @Nullable Void payload) {}
}
