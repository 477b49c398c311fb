package dev.tokenward.token;

import dev.tokenward.problem.Violations;
import dev.tokenward.token.TokenPolicy.Creation;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.token.TokenRequest.Maker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the policies demand of the next token of one user, at one moment.
 *
 * @param policy the strictest of all that count for the user
 * @param holdings what the user has by then
 */
record PolicyRules(TokenPolicy policy, Holdings holdings) {

  /** Nothing is demanded. */
  static final PolicyRules NONE = new PolicyRules(TokenPolicy.NONE, Holdings.UNKNOWN);

  /**
   * What a user has, as far as the policy makes it matter.
   *
   * @param liveTokens how many tokens that are neither revoked nor expired
   * @param nameTaken whether one of them has the name of the next, in any case
   * @param administrator whether the user has the permission {@code admin}
   */
  record Holdings(long liveTokens, boolean nameTaken, boolean administrator) {

    /** For a policy to which it does not matter. */
    static final Holdings UNKNOWN = new Holdings(0, false, false);
  }

  /** Whether a name is none of its own. A query in {@link PolicyViolations} asks the same. */
  static boolean isDefault(String name) {
    return name.equalsIgnoreCase(TokenRequest.DEFAULT_NAME);
  }

  boolean mayCreate() {
    return switch (policy.creation()) {
      case EVERYONE -> true;
      case ADMINISTRATORS -> holdings.administrator();
      case NOBODY -> false;
    };
  }

  /** How many more tokens the user may have now; null for any number. */
  @Nullable Long tokensLeft() {
    @Nullable Integer most = policy.maxTokens();
    return most == null ? null : Long.valueOf(Math.max(0, most - holdings.liveTokens()));
  }

  /** When a new token ends: as the other rules say, but within the policy. */
  Instant expiresAt(
      IssuingRules rules, Maker maker, Expiry expiry, Instant now, Violations violations) {
    Instant otherwise = rules.expiresAt(maker, expiry, now, violations);
    Instant latest = latest(now);
    if (expiry instanceof Expiry.Latest) {
      if (policy.expiryRequired()) {
        violations.add("expires_at", "The policy requires an expiry. " + choose(latest));
      }
      return otherwise.isAfter(latest) ? latest : otherwise;
    }
    if (otherwise.isAfter(latest)) {
      String field = expiry instanceof Expiry.InDays ? "expires_in_days" : "expires_at";
      violations.add(field, "The policy allows at most %s. ".formatted(days()) + choose(latest));
    }
    return otherwise;
  }

  /** Checks all but the expiry. */
  void check(TokenRequest request, Restriction restriction, Violations violations) {
    if (!mayCreate()) {
      violations.add(
          "policy",
          policy.creation() == Creation.NOBODY
              ? "The policy lets nobody create tokens at the moment."
              : "The policy lets only administrators create tokens. Ask one of them.");
    }
    if (policy.scopesRequired() && restriction.scopes().isEmpty()) {
      violations.add("scopes", "The policy requires scopes. Choose at least one.");
    }
    checkName(request.name(), violations);
    if (Long.valueOf(0).equals(tokensLeft())) {
      violations.add(
          "policy",
          "The policy allows at most %s per user. Revoke one before you create another."
              .formatted(counted(policy.maxTokens(), "live token")));
    }
  }

  private void checkName(String name, Violations violations) {
    if (policy.nameRequired() && isDefault(name)) {
      violations.add("name", "The policy requires a name. Say what the token is for.");
    }
    if (policy.nameUnique() && holdings.nameTaken()) {
      violations.add(
          "name", "The policy requires another name: a live token has this one already.");
    }
  }

  /** As late as the policy allows. */
  private Instant latest(Instant now) {
    @Nullable Integer days = policy.maxLifeDays();
    return days == null
        ? Instant.MAX
        : now.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days));
  }

  private String choose(Instant latest) {
    return latest.equals(Instant.MAX)
        ? "Choose one."
        : "Choose an expiry no later than " + latest + ".";
  }

  private String days() {
    return counted(policy.maxLifeDays(), "day");
  }

  /** A number and what it is of. */
  static String counted(@Nullable Number number, String what) {
    return number + " " + what + (Integer.valueOf(1).equals(number) ? "" : "s");
  }
}
