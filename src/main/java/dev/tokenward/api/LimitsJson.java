package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.token.TokenLimits;
import dev.tokenward.token.TokenPolicy;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Rights;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What holds for the next token of whoever asks. */
@RegisterForReflection
@Schema(name = "TokenLimits")
@JsonPropertyOrder({
  "may_create",
  "max_life_days",
  "latest_expiry",
  "expiry_required",
  "scopes_required",
  "name_required",
  "name_unique",
  "max_tokens",
  "tokens_left",
  "prefix"
})
record LimitsJson(
    @JsonProperty("may_create")
        @Schema(
            description =
                "Whether the caller has the permission and the policies let the caller have new"
                    + " tokens; tokens_left may be 0 all the same")
        boolean mayCreate,
    @JsonProperty("max_life_days")
        @Schema(description = "The longest life by the policies; null for no limit")
        @Nullable Integer maxLifeDays,
    @JsonProperty("latest_expiry")
        @Schema(
            description =
                "The latest expiry of a token made now, by the settings, the policies and the"
                    + " token in use",
            examples = "2026-12-24T09:15:00.000000Z")
        String latestExpiry,
    @JsonProperty("expiry_required") @Schema(description = "Whether an expiry must be asked for")
        boolean expiryRequired,
    @JsonProperty("scopes_required") @Schema(description = "Whether a token must have scopes")
        boolean scopesRequired,
    @JsonProperty("name_required")
        @Schema(description = "Whether a token must have a name other than the default one")
        boolean nameRequired,
    @JsonProperty("name_unique")
        @Schema(description = "Whether the name must be another than that of each live token")
        boolean nameUnique,
    @JsonProperty("max_tokens")
        @Schema(description = "How many live tokens the caller may have; null for no limit")
        @Nullable Integer maxTokens,
    @JsonProperty("tokens_left")
        @Schema(description = "How many more the caller may have now; null for no limit")
        @Nullable Long tokensLeft,
    @Schema(description = "What the token will begin with", examples = "twd") String prefix) {

  static LimitsJson of(TokenLimits limits, Rights caller) {
    TokenPolicy policy = limits.policy();
    return new LimitsJson(
        limits.mayCreate() && caller.allow(PermissionKey.SELF_API),
        policy.maxLifeDays(),
        Dates.iso(limits.latestExpiry()),
        policy.expiryRequired(),
        policy.scopesRequired(),
        policy.nameRequired(),
        policy.nameUnique(),
        policy.maxTokens(),
        limits.tokensLeft(),
        limits.prefix());
  }
}
