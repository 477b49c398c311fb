package dev.tokenward.token;

import dev.tokenward.problem.Violations;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.token.TokenRequest.Maker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new token may be: never longer-lived than the settings allow, and never more than the
 * credential that makes it, where that credential is a restricted token.
 *
 * @param life the longest life
 */
record IssuingRules(TokenLife life) {

  /** When a new token ends: in whole seconds, as every answer tells it. */
  Instant expiresAt(Maker maker, Expiry expiry, Instant now, Violations violations) {
    Instant created = now.truncatedTo(ChronoUnit.SECONDS);
    Instant latest = latest(maker, created);
    if (expiry instanceof Expiry.At at) {
      Instant wanted = at.instant().truncatedTo(ChronoUnit.SECONDS);
      return checked("expires_at", wanted, now, latest, violations);
    }
    if (expiry instanceof Expiry.InDays in) {
      long days = Math.min(in.days(), Duration.between(created, latest).toDays() + 1);
      return checked(
          "expires_in_days", created.plus(Duration.ofDays(days)), now, latest, violations);
    }
    return latest;
  }

  /**
   * What narrows a new token: what is asked for, and where that is silent, what narrows its maker.
   */
  Restriction restriction(Maker maker, Restriction asked, Violations violations) {
    Restriction limit = maker.restriction();
    for (String scope : asked.scopes()) {
      if (!limit.permitsScope(scope)) {
        violations.add("scopes", "The token in use does not have the scope " + scope + ".");
      }
    }
    for (Network network : asked.allowedIps()) {
      if (!limit.allowedIps().isEmpty() && !isWithin(limit.allowedIps(), network)) {
        violations.add(
            "allowed_ips", "The token in use is not allowed in the network " + network + ".");
      }
    }
    for (String service : asked.audience()) {
      if (!limit.permitsAudience(service)) {
        violations.add("audience", "The token in use is not meant for every selected audience.");
      }
    }
    return new Restriction(
        orElse(asked.scopes(), limit.scopes()),
        orElse(asked.allowedIps(), limit.allowedIps()),
        orElse(asked.audience(), limit.audience()));
  }

  /**
   * The rate limit of a new token's own: what is asked for, and where that is silent, that of its
   * maker. Only superusers give limits: whoever could give themself one would have none.
   */
  @Nullable Integer throttle(Maker maker, @Nullable Integer asked, Violations violations) {
    @Nullable Integer most = maker.throttlePerMinute();
    if (asked == null) {
      return most;
    }
    if (!maker.superuser()) {
      violations.add(
          "throttle_per_minute", "Only a superuser may give a token a rate limit of its own.");
    } else if (most != null && asked > most) {
      violations.add(
          "throttle_per_minute", "The token in use has a rate limit of %d itself.".formatted(most));
    }
    return asked;
  }

  private Instant latest(Maker maker, Instant created) {
    Instant byAge = life.endOf(created);
    return maker.expiresAt().filter(byAge::isAfter).orElse(byAge);
  }

  private static Instant checked(
      String field, Instant wanted, Instant now, Instant latest, Violations violations) {
    if (!wanted.isAfter(now)) {
      violations.add(field, "The expiry must be in the future.");
    }
    if (wanted.isAfter(latest)) {
      violations.add(field, "The expiry may not be later than " + latest + ".");
    }
    return wanted;
  }

  private static boolean isWithin(List<Network> limit, Network network) {
    return limit.stream().anyMatch(wide -> wide.contains(network));
  }

  private static <T> List<T> orElse(List<T> asked, List<T> inherited) {
    return asked.isEmpty() ? inherited : asked;
  }
}
