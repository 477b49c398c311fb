package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenward.http.RequestFields;
import dev.tokenward.token.MassRevocation;
import dev.tokenward.verify.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What POST /tokens/revoke takes: at least one of the first three, and tokens that fit all. */
@Schema(name = "RevokeTokens")
public record RevokeTokensFields(
    @JsonProperty("user_id") @Schema(description = "The owner of the tokens", examples = "1")
        Long userId,
    @JsonProperty("created_before")
        @Schema(
            description =
                "A moment in ISO 8601, or a date: tokens made before it. Alone only for superusers",
            examples = "2026-01-31T00:00:00Z")
        String createdBefore,
    @JsonProperty("unused_since")
        @Schema(
            description =
                "A moment in ISO 8601, or a date: tokens made before it that did not pass since",
            examples = "2026-01-31")
        String unusedSince,
    @JsonProperty("including_mine")
        @Schema(
            description = "Whether the token that makes the call is revoked too, where it fits",
            defaultValue = "false")
        @Nullable Boolean includingMine) {

  private static final List<String> CRITERIA = List.of("user_id", "created_before", "unused_since");
  private static final List<String> KNOWN =
      List.of("user_id", "created_before", "unused_since", "including_mine");

  /**
   * Reads which tokens to revoke.
   *
   * @param fields of the request
   * @param caller who asks
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static MassRevocation read(RequestFields fields, Principal caller) {
    return read(fields, caller, Optional.empty());
  }

  /**
   * Reads which tokens to revoke, where somebody else has found out whose they are.
   *
   * @param fields of the request
   * @param caller who asks
   * @param owner the number of the owner, if one was named otherwise than by that
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static MassRevocation read(RequestFields fields, Principal caller, Optional<Long> owner) {
    CriterionFields criteria = new CriterionFields(fields);
    fields.refuseAllBut(KNOWN);
    @Nullable Long given = criteria.number("user_id");
    @Nullable Long userId = given == null ? owner.orElse(null) : given;
    @Nullable Instant createdBefore = criteria.moment("created_before");
    @Nullable Instant unusedSince = criteria.moment("unused_since");
    boolean includingMine = fields.flag("including_mine").or(false);
    fields.violations().throwIfAny();
    if (userId == null && createdBefore == null && unusedSince == null) {
      criteria.refuse(
          "criterion",
          "Say which tokens to revoke with at least one of %s."
              .formatted(String.join(", ", CRITERIA)));
      fields.violations().throwIfAny();
    }
    @Nullable UUID mine = caller.token().map(Principal.TokenInUse::id).orElse(null);
    return new MassRevocation(userId, createdBefore, unusedSince, includingMine ? null : mine);
  }
}
