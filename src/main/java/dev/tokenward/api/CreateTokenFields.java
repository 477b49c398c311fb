package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.token.Audience;
import dev.tokenward.token.Network;
import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenRequest;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.user.Change;
import dev.tokenward.user.PermissionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What POST /account/personal-access-tokens takes. All fields are optional. */
@Schema(name = "CreateToken")
public record CreateTokenFields(
    @Schema(
            description = "What the token is for; trimmed",
            maxLength = TokenRequest.MAX_NAME,
            defaultValue = TokenRequest.DEFAULT_NAME,
            examples = "Production Monitoring Script")
        @Nullable String name,
    @Schema(description = "More about it", maxLength = TokenRequest.MAX_DESCRIPTION)
        @Nullable String description,
    @JsonProperty("expires_at")
        @Schema(
            description = "A moment in ISO 8601, or a date; not together with expires_in_days",
            examples = "2027-01-31T00:00:00Z")
        @Nullable String expiresAt,
    @JsonProperty("expires_in_days")
        @Schema(description = "Days of 24 hours", minimum = "1", examples = "90")
        @Nullable Integer expiresInDays,
    @Schema(
            description =
                "Permission keys, or area.*, that the token is cut down to; empty: all that its"
                    + " owner may do",
            examples = "[\"users.view\"]")
        @Nullable List<String> scopes,
    @JsonProperty("allowed_ips")
        @Schema(
            description = "Addresses or networks the token may be used from; empty: everywhere",
            examples = "[\"10.0.0.0/8\"]")
        @Nullable List<String> allowedIps,
    @Schema(
            description = "Services, as absolute URIs, the token may be used at; empty: all",
            examples = "[\"https://tokens.example.com\"]")
        @Nullable List<String> audience,
    @JsonProperty("throttle_per_minute")
        @Schema(
            description =
                "Requests per minute of this token's own, instead of sharing its owner's budget;"
                    + " only superusers may set it",
            minimum = "1",
            maximum = "1000000",
            examples = "600")
        @Nullable Integer throttlePerMinute) {

  static TokenRequest read(RequestFields fields) {
    return read(fields, expiry(fields));
  }

  /**
   * Reads all fields but those of the expiry.
   *
   * @param fields of the request
   * @param expiry read before
   * @return what is asked for
   * @throws ProblemException with {@link dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static TokenRequest read(RequestFields fields, Expiry expiry) {
    String name = fields.text("name", TokenRequest.MAX_NAME).or(TokenRequest.DEFAULT_NAME);
    @Nullable String description = fields.text("description", TokenRequest.MAX_DESCRIPTION).value();
    Restriction restriction = new Restriction(scopes(fields), networks(fields), audience(fields));
    @Nullable Integer throttle = throttle(fields);
    fields.violations().throwIfAny();
    return new TokenRequest(name, description, expiry, restriction, throttle);
  }

  private static Expiry expiry(RequestFields fields) {
    Violations violations = fields.violations();
    Optional<Instant> at = fields.moment("expires_at");
    Optional<Long> days = fields.wholeNumber("expires_in_days");
    if (at.isPresent() && days.isPresent()) {
      violations.add("expires_at", "Give either expires_at or expires_in_days, not both.");
    }
    if (days.filter(number -> number < 1).isPresent()) {
      violations.add("expires_in_days", "The expires in days must be at least 1.");
    }
    return at.<Expiry>map(Expiry.At::new)
        .or(() -> days.map(Expiry.InDays::new))
        .orElseGet(Expiry.Latest::new);
  }

  private static @Nullable Integer throttle(RequestFields fields) {
    @Nullable Long given = fields.wholeNumber("throttle_per_minute").orElse(null);
    if (given != null && (given < 1 || given > TokenRequest.MAX_THROTTLE)) {
      fields
          .violations()
          .add("throttle_per_minute", "The throttle per minute must be between 1 and 1000000.");
      return null;
    }
    return given == null ? null : Integer.valueOf(given.intValue());
  }

  private static List<String> scopes(RequestFields fields) {
    Change<List<String>> scopes = fields.words("scopes", TokenRequest.MAX_SCOPES);
    List<String> given = scopes.or(List.of());
    if (!given.stream().allMatch(PermissionKey::isPossibleScope)) {
      fields.violations().add("scopes", "The selected scopes is invalid.");
    }
    return given;
  }

  private static List<Network> networks(RequestFields fields) {
    List<String> given = fields.words("allowed_ips", TokenRequest.MAX_NETWORKS).or(List.of());
    List<Network> networks =
        given.stream().flatMap(block -> Network.parse(block).stream()).distinct().toList();
    if (!given.stream().allMatch(block -> Network.parse(block).isPresent())) {
      fields.violations().add("allowed_ips", "The selected allowed ips is invalid.");
    }
    return networks;
  }

  private static List<String> audience(RequestFields fields) {
    List<String> given = fields.words("audience", TokenRequest.MAX_AUDIENCES).or(List.of());
    if (!given.stream().allMatch(Audience::isAcceptable)) {
      fields.violations().add("audience", "The selected audience is invalid.");
    }
    return given;
  }
}
