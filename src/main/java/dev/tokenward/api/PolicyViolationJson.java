package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.token.PolicyViolation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A live token that could not be made now as it is. */
@RegisterForReflection
@Schema(name = "PolicyViolation")
@JsonPropertyOrder({"id", "name", "preview", "user", "expires_at", "violations"})
record PolicyViolationJson(
    @Schema(examples = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d") String id,
    String name,
    @Schema(examples = "twd_…x9Zq") String preview,
    Owner user,
    @JsonProperty("expires_at") @Schema(examples = "2041-11-24T09:15:00.000000Z") String expiresAt,
    @Schema(description = "At least one") List<Breach> violations) {

  /** Whose token it is; names are escaped for HTML, as those of users always are. */
  @RegisterForReflection
  @Schema(name = "TokenOwner")
  @JsonPropertyOrder({"id", "username", "name"})
  record Owner(long id, String username, String name) {}

  /** What is wrong with it. */
  @RegisterForReflection
  @Schema(name = "PolicyBreach")
  @JsonPropertyOrder({"policy", "message"})
  record Breach(
      @Schema(description = "The value of the policy that it breaks", examples = "max_life_days")
          String policy,
      @Schema(description = "The same as a sentence") String message) {}

  static PolicyViolationJson of(PolicyViolation violation) {
    return new PolicyViolationJson(
        violation.id().toString(),
        violation.name(),
        violation.preview(),
        new Owner(
            violation.owner().id(),
            Html.escape(violation.owner().username()),
            Html.escape(violation.owner().name())),
        Dates.iso(violation.expiresAt()),
        violation.breaches().stream()
            .map(breach -> new Breach(breach.policy(), breach.message()))
            .toList());
  }
}
