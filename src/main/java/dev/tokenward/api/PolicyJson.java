package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.api.Dates.DateTime;
import dev.tokenward.token.KeptPolicy;
import dev.tokenward.token.TokenPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy: what is demanded of tokens, and who said so. */
@RegisterForReflection
@Schema(name = "Policy")
@JsonPropertyOrder({
  "creation",
  "max_life_days",
  "expiry_required",
  "scopes_required",
  "name_required",
  "name_unique",
  "max_tokens",
  "prefix",
  "updated_by",
  "updated_at"
})
record PolicyJson(
    @Schema(
            description = "Who may have new tokens",
            enumeration = {"everyone", "administrators", "nobody"})
        String creation,
    @JsonProperty("max_life_days")
        @Schema(description = "The longest life, in days of 24 hours; null for no limit")
        @Nullable Integer maxLifeDays,
    @JsonProperty("expiry_required") @Schema(description = "Whether an expiry must be asked for")
        boolean expiryRequired,
    @JsonProperty("scopes_required") @Schema(description = "Whether a token must have scopes")
        boolean scopesRequired,
    @JsonProperty("name_required")
        @Schema(description = "Whether a token must have a name other than the default one")
        boolean nameRequired,
    @JsonProperty("name_unique")
        @Schema(description = "Whether no two live tokens of one user may have the same name")
        boolean nameUnique,
    @JsonProperty("max_tokens")
        @Schema(description = "How many live tokens a user may have; null for no limit")
        @Nullable Integer maxTokens,
    @Schema(
            description =
                "What new tokens begin with; null for the prefix of the settings, and always for a"
                    + " group")
        @Nullable String prefix,
    @JsonProperty("updated_by") @Nullable CreatedBy updatedBy,
    @JsonProperty("updated_at") @Nullable DateTime updatedAt) {

  static PolicyJson of(KeptPolicy kept) {
    TokenPolicy policy = kept.policy();
    return new PolicyJson(
        policy.creation().key(),
        policy.maxLifeDays(),
        policy.expiryRequired(),
        policy.scopesRequired(),
        policy.nameRequired(),
        policy.nameUnique(),
        policy.maxTokens(),
        policy.prefix(),
        CreatedBy.orNull(kept.updatedBy()),
        Dates.dateTimeOrNull(kept.updatedAt()));
  }
}
