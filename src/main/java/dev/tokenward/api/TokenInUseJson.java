package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.token.Network;
import dev.tokenward.token.Token;
import dev.tokenward.user.Profile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The token that makes a request, as it is told about itself. */
@RegisterForReflection
@Schema(name = "TokenInUse")
@JsonPropertyOrder({
  "id",
  "name",
  "description",
  "preview",
  "scopes",
  "allowed_ips",
  "audience",
  "throttle_per_minute",
  "throttle_shared",
  "created_at",
  "expires_at",
  "last_used_at",
  "created_by",
  "created_by_operator",
  "permissions",
  "owner"
})
record TokenInUseJson(
    @Schema(examples = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d") String id,
    @Schema(examples = "Production Monitoring Script") String name,
    @Nullable String description,
    @Schema(examples = "twd_…x9Zq") String preview,
    List<String> scopes,
    @JsonProperty("allowed_ips") List<String> allowedIps,
    List<String> audience,
    @JsonProperty("throttle_per_minute")
        @Schema(description = "Requests per minute; null for no limit")
        @Nullable Integer throttlePerMinute,
    @JsonProperty("throttle_shared")
        @Schema(description = "Whether that is the budget of all tokens of the owner together")
        boolean throttleShared,
    @JsonProperty("created_at") @Schema(examples = "2026-11-24T09:15:00.000000Z") String createdAt,
    @JsonProperty("expires_at") @Schema(examples = "2041-11-24T09:15:00.000000Z") String expiresAt,
    @JsonProperty("last_used_at")
        @Schema(description = "The last use that was written down, to within a minute")
        @Nullable String lastUsedAt,
    @JsonProperty("created_by")
        @Schema(description = "The person who made it; null for the operator, or if not noted")
        @Nullable PersonJson createdBy,
    @JsonProperty("created_by_operator")
        @Schema(description = "Whether the operator made it at the command line")
        boolean createdByOperator,
    @Schema(description = "All that it allows: its owner's permissions, cut down to its scopes")
        List<String> permissions,
    Owner owner) {

  /** Whose token it is. */
  @RegisterForReflection
  @Schema(name = "TokenOwner")
  record Owner(long id, @Schema(examples = "ada") String username, String name) {

    static Owner of(Profile profile) {
      return new Owner(profile.id(), profile.username(), profile.fullName());
    }
  }

  /**
   * Shows a token.
   *
   * @param throttle what its owner may ask per minute; null for no limit
   */
  static TokenInUseJson of(
      Token token, Profile owner, List<String> permissions, @Nullable Integer throttle) {
    @Nullable Integer own = token.throttlePerMinute();
    return new TokenInUseJson(
        token.id().toString(),
        token.name(),
        token.description(),
        token.preview(),
        token.restriction().scopes(),
        token.restriction().allowedIps().stream().map(Network::toString).toList(),
        token.restriction().audience(),
        own == null ? throttle : own,
        own == null,
        Dates.iso(token.createdAt()),
        Dates.iso(token.expiresAt()),
        Dates.isoOrNull(token.lastUsedAt()),
        PersonJson.orNull(token.createdBy()),
        token.createdByOperator(),
        permissions,
        Owner.of(owner));
  }
}
