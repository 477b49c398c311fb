package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenward.http.RequestFields;
import dev.tokenward.token.TokenPolicy;
import dev.tokenward.token.TokenPolicy.Creation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What PUT /policy takes: all that is demanded; what is absent or null is not. */
@Schema(name = "PolicyFields")
public record PolicyFields(
    @Schema(
            description = "Who may have new tokens; everyone when absent",
            enumeration = {"everyone", "administrators", "nobody"},
            examples = "everyone")
        @Nullable String creation,
    @JsonProperty("max_life_days")
        @Schema(
            description = "The longest life, in days of 24 hours",
            minimum = "1",
            maximum = "36525",
            examples = "365")
        @Nullable Integer maxLifeDays,
    @JsonProperty("expiry_required")
        @Schema(description = "Whether an expiry must be asked for", examples = "false")
        @Nullable Boolean expiryRequired,
    @JsonProperty("scopes_required")
        @Schema(description = "Whether a token must have scopes", examples = "false")
        @Nullable Boolean scopesRequired,
    @JsonProperty("name_required")
        @Schema(
            description = "Whether a token must have a name other than the default one",
            examples = "true")
        @Nullable Boolean nameRequired,
    @JsonProperty("name_unique")
        @Schema(
            description =
                "Whether no two live tokens of one user may have the same name, in any case",
            examples = "false")
        @Nullable Boolean nameUnique,
    @JsonProperty("max_tokens")
        @Schema(
            description = "How many live tokens a user may have",
            minimum = "1",
            maximum = "100000",
            examples = "50")
        @Nullable Integer maxTokens,
    @Schema(
            description =
                "What new tokens begin with: one of the prefixes in the settings of the service",
            maxLength = 16,
            examples = "twd")
        @Nullable String prefix) {

  private static final int LONGEST_PREFIX = 16;
  private static final int LONGEST_WORD = 20;
  private static final String PREFIX = "prefix";
  private static final List<String> OF_GROUPS =
      List.of(
          "creation",
          "max_life_days",
          "expiry_required",
          "scopes_required",
          "name_required",
          "name_unique",
          "max_tokens");
  private static final List<String> OF_INSTALLATION =
      Stream.concat(OF_GROUPS.stream(), Stream.of(PREFIX)).toList();

  /** What PUT /groups/{id}/policy takes: the same without a prefix. */
  @Schema(name = "GroupPolicyFields")
  record OfGroup(
      @Schema(
              description = "Who of the members may have new tokens; everyone when absent",
              enumeration = {"everyone", "administrators", "nobody"},
              examples = "everyone")
          @Nullable String creation,
      @JsonProperty("max_life_days")
          @Schema(
              description = "The longest life, in days of 24 hours",
              minimum = "1",
              maximum = "36525",
              examples = "30")
          @Nullable Integer maxLifeDays,
      @JsonProperty("expiry_required")
          @Schema(description = "Whether an expiry must be asked for", examples = "false")
          @Nullable Boolean expiryRequired,
      @JsonProperty("scopes_required")
          @Schema(description = "Whether a token must have scopes", examples = "true")
          @Nullable Boolean scopesRequired,
      @JsonProperty("name_required")
          @Schema(
              description = "Whether a token must have a name other than the default one",
              examples = "false")
          @Nullable Boolean nameRequired,
      @JsonProperty("name_unique")
          @Schema(
              description =
                  "Whether no two live tokens of one member may have the same name, in any case",
              examples = "false")
          @Nullable Boolean nameUnique,
      @JsonProperty("max_tokens")
          @Schema(
              description = "How many live tokens a member may have",
              minimum = "1",
              maximum = "100000",
              examples = "5")
          @Nullable Integer maxTokens) {}

  /**
   * Reads the policy of the installation.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static TokenPolicy ofInstallation(RequestFields fields) {
    fields.refuseAllBut(OF_INSTALLATION);
    return read(fields, fields.text(PREFIX, LONGEST_PREFIX).value());
  }

  /**
   * Reads the policy of a group.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static TokenPolicy ofGroup(RequestFields fields) {
    fields.refuseAllBut(OF_GROUPS);
    return read(fields, null);
  }

  private static TokenPolicy read(RequestFields fields, @Nullable String prefix) {
    TokenPolicy policy =
        new TokenPolicy(
            creation(fields),
            number("max_life_days", TokenPolicy.MOST_DAYS, fields),
            flag("expiry_required", fields),
            flag("scopes_required", fields),
            flag("name_required", fields),
            flag("name_unique", fields),
            number("max_tokens", TokenPolicy.MOST_TOKENS, fields),
            prefix);
    fields.violations().throwIfAny();
    return policy;
  }

  private static Creation creation(RequestFields fields) {
    String word = fields.text("creation", LONGEST_WORD).or(Creation.EVERYONE.key());
    Optional<Creation> creation = Creation.of(word);
    if (creation.isEmpty()) {
      fields
          .violations()
          .add("creation", "The creation must be everyone, administrators or nobody.");
    }
    return creation.orElse(Creation.NOBODY);
  }

  private static boolean flag(String field, RequestFields fields) {
    return fields.flag(field).or(false);
  }

  private static @Nullable Integer number(String field, int most, RequestFields fields) {
    @Nullable Long given = fields.wholeNumber(field).orElse(null);
    if (given != null && (given < 1 || given > most)) {
      fields
          .violations()
          .add(field, "The %s must be between 1 and %d.".formatted(field.replace('_', ' '), most));
      return null;
    }
    return given == null ? null : Integer.valueOf(given.intValue());
  }
}
