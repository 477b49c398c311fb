package dev.tokenward.web;

import dev.tokenward.user.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The page to create a token with.
 *
 * @param form as it is filled in
 * @param errors what is wrong with it
 * @param notes what to know before it is filled in
 * @param open whether there can be a new token at all
 * @param offersAll whether a token may have all rights of its owner
 * @param groups the scopes that can be picked
 * @param presets how many days a token may live at the press of a button
 * @param earliest the first day on which it may end
 * @param latest the last one
 */
record NewTokenView(
    NewToken form,
    FieldErrors errors,
    List<String> notes,
    boolean open,
    boolean offersAll,
    List<ScopeGroup> groups,
    List<Preset> presets,
    String earliest,
    String latest) {

  /**
   * A usual life.
   *
   * @param days of 24 hours
   * @param words for it
   */
  record Preset(String days, String words) {

    static Preset of(int days) {
      return new Preset(Integer.toString(days), days == 365 ? "1 year" : days + " days");
    }
  }

  public boolean expiresIn(String choice) {
    return form.expiry().equals(choice);
  }

  public boolean hasRights(String choice) {
    return form.rights().equals(choice);
  }

  public boolean picks(String scope) {
    return form.picked().contains(scope);
  }

  /** Whether one of a group's scopes is picked. */
  public boolean picksOf(ScopeGroup group) {
    return group.scopes().stream().anyMatch(scope -> picks(scope.name()));
  }

  /** What is picked but not in a group: a link may ask for what its reader does not have. */
  public List<String> others() {
    Set<String> shown =
        groups.stream()
            .flatMap(group -> group.scopes().stream())
            .map(Scope::name)
            .collect(Collectors.toUnmodifiableSet());
    return form.picked().stream().filter(scope -> !shown.contains(scope)).toList();
  }
}
