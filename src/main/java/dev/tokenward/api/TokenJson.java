package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.token.IssuedToken;
import dev.tokenward.token.Network;
import dev.tokenward.token.Token;
import dev.tokenward.token.TokenClient;
import dev.tokenward.token.TokenList;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A token in a list: the keys of Snipe-IT in its order, then ours. Never the token itself. */
@RegisterForReflection
@Schema(name = "Token")
@JsonPropertyOrder({
  "id",
  "user_id",
  "client_id",
  "name",
  "scopes",
  "revoked",
  "created_at",
  "updated_at",
  "expires_at",
  "client",
  "last_used_at",
  "last_used_ip",
  "preview",
  "allowed_ips",
  "audience",
  "description",
  "last_used_user_agent",
  "uses_today",
  "uses_30_days",
  "throttle_per_minute",
  "created_by",
  "created_by_operator"
})
record TokenJson(
    @Schema(examples = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d") String id,
    @JsonProperty("user_id") long userId,
    @JsonProperty("client_id") long clientId,
    @Schema(examples = "Production Monitoring Script") String name,
    List<String> scopes,
    boolean revoked,
    @JsonProperty("created_at") @Schema(examples = "2026-11-24T09:15:00.000000Z") String createdAt,
    @JsonProperty("updated_at") @Schema(examples = "2026-11-24T09:15:00.000000Z") String updatedAt,
    @JsonProperty("expires_at") @Schema(examples = "2041-11-24T09:15:00.000000Z") String expiresAt,
    Client client,
    @JsonProperty("last_used_at") @Nullable String lastUsedAt,
    @JsonProperty("last_used_ip") @Nullable String lastUsedIp,
    @Schema(examples = "twd_…x9Zq") String preview,
    @JsonProperty("allowed_ips") List<String> allowedIps,
    List<String> audience,
    @Nullable String description,
    @JsonProperty("last_used_user_agent") @Nullable String lastUsedUserAgent,
    @JsonProperty("uses_today") long usesToday,
    @JsonProperty("uses_30_days") long usesThirtyDays,
    @JsonProperty("throttle_per_minute") @Nullable Integer throttlePerMinute,
    @JsonProperty("created_by")
        @Schema(description = "The person who made it; null for the operator, or if not noted")
        @Nullable PersonJson createdBy,
    @JsonProperty("created_by_operator")
        @Schema(description = "Whether the operator made it at the command line")
        boolean createdByOperator) {

  static List<TokenJson> of(TokenList list) {
    Client client = Client.of(list.client());
    return list.tokens().stream().map(token -> of(token, client)).toList();
  }

  private static TokenJson of(Token token, Client client) {
    return new TokenJson(
        token.id().toString(),
        token.userId(),
        token.clientId(),
        token.name(),
        token.restriction().scopes(),
        token.revokedAt() != null,
        Dates.iso(token.createdAt()),
        Dates.iso(token.updatedAt()),
        Dates.iso(token.expiresAt()),
        client,
        Dates.isoOrNull(token.lastUsedAt()),
        token.lastUsedIp(),
        token.preview(),
        token.restriction().allowedIps().stream().map(Network::toString).toList(),
        token.restriction().audience(),
        token.description(),
        token.lastUsedAgent(),
        token.uses().today(),
        token.uses().thirtyDays(),
        token.throttlePerMinute(),
        PersonJson.orNull(token.createdBy()),
        token.createdByOperator());
  }

  /** The OAuth client that all personal tokens belong to. */
  @RegisterForReflection
  @Schema(name = "TokenClient")
  @JsonPropertyOrder({
    "id",
    "user_id",
    "name",
    "provider",
    "redirect",
    "personal_access_client",
    "password_client",
    "revoked",
    "created_at",
    "updated_at"
  })
  record Client(
      long id,
      @JsonProperty("user_id") @Nullable Long userId,
      String name,
      @Nullable String provider,
      String redirect,
      @JsonProperty("personal_access_client") boolean personalAccessClient,
      @JsonProperty("password_client") boolean passwordClient,
      boolean revoked,
      @JsonProperty("created_at") String createdAt,
      @JsonProperty("updated_at") String updatedAt) {

    static Client of(TokenClient client) {
      return new Client(
          client.id(),
          null,
          client.name(),
          null,
          client.redirect(),
          true,
          false,
          false,
          Dates.iso(client.createdAt()),
          Dates.iso(client.updatedAt()));
    }
  }

  /** A token at its creation: the one time its text is shown. */
  @RegisterForReflection
  @Schema(name = "IssuedToken")
  @JsonPropertyOrder({"id", "token", "name", "expires_at", "scopes", "created_by"})
  record Issued(
      @Schema(examples = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d") String id,
      @Schema(description = "The token itself, shown this once", examples = "twd_…") String token,
      @Schema(examples = "Production Monitoring Script") String name,
      @JsonProperty("expires_at") @Schema(examples = "2041-11-24T09:15:00.000000Z")
          String expiresAt,
      List<String> scopes,
      @JsonProperty("created_by") @Nullable PersonJson createdBy) {

    static Issued of(IssuedToken issued) {
      Token token = issued.token();
      return new Issued(
          token.id().toString(),
          issued.secret().text(),
          token.name(),
          Dates.iso(token.expiresAt()),
          token.restriction().scopes(),
          PersonJson.orNull(token.createdBy()));
    }

    @Override
    public String toString() {
      return "Issued[" + id + "]";
    }
  }
}
