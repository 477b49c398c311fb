package dev.tokenward.web;

import dev.tokenward.token.TokenLimits;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.user.Rights;
import dev.tokenward.user.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page says in advance of what a new token may be; who issues it decides again.
 *
 * @param today in UTC
 * @param limits what holds for the next token
 * @param vocabulary every scope there is
 * @param scopes those of them that it can be cut down to
 */
record TokenOffer(
    LocalDate today, TokenLimits limits, List<Scope> vocabulary, ScopeChoices scopes) {

  static TokenOffer of(LocalDate today, TokenLimits limits, List<Scope> vocabulary, Rights owner) {
    return new TokenOffer(today, limits, vocabulary, ScopeChoices.of(vocabulary, owner));
  }

  /** Whether there is such a scope, for whomever. */
  boolean hasScope(String name) {
    return vocabulary.stream().anyMatch(scope -> scope.name().equals(name));
  }

  /** The last day that a token may see. */
  LocalDate latest() {
    return limits.latestExpiry().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** As late as possible: where the policy demands an expiry, that is a moment as any other. */
  Expiry latestExpiry() {
    return limits.policy().expiryRequired()
        ? new Expiry.At(limits.latestExpiry())
        : new Expiry.Latest();
  }

  /** Whether a new token may do everything that its owner may. */
  boolean hasAllRights() {
    return !limits.policy().scopesRequired();
  }

  /** Whether there can be a new token at all. */
  boolean isOpen() {
    return limits.mayCreate() && !Long.valueOf(0).equals(limits.tokensLeft());
  }

  /** What to know before the form is filled in, in complete sentences. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!limits.mayCreate()) {
      notes.add("The policy lets you create no tokens at the moment. Ask an administrator.");
    }
    if (limits.tokensLeft() != null && limits.tokensLeft() <= 0) {
      notes.add("You have as many tokens as the policy allows. Revoke one before you create one.");
    }
    if (limits.policy().scopesRequired()) {
      notes.add("The policy demands scopes, so a token can't have all your rights.");
    }
    if (limits.policy().nameUnique()) {
      notes.add("The policy demands a name that none of your other tokens has.");
    }
    return notes;
  }
}
