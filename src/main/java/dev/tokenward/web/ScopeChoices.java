package dev.tokenward.web;

import dev.tokenward.user.Rights;
import dev.tokenward.user.Scope;
import java.util.List;

/**
 * The scopes that a new token can be cut down to: what its owner may do, of the whole vocabulary.
 *
 * @param all in the order of the vocabulary
 */
record ScopeChoices(List<Scope> all) {

  static ScopeChoices of(List<Scope> vocabulary, Rights owner) {
    return new ScopeChoices(
        vocabulary.stream()
            .filter(scope -> scope.kind() == Scope.Kind.KEY)
            .filter(scope -> owner.allow(scope.name()))
            .toList());
  }

  /** Grouped by what they are about. */
  List<ScopeGroup> groups() {
    return ScopeGroup.of(all, "My own account");
  }

  /** What only reads. */
  List<String> reading() {
    return all.stream().map(Scope::name).filter(name -> name.endsWith(".view")).toList();
  }
}
