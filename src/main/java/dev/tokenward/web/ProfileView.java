package dev.tokenward.web;

import dev.tokenward.user.Profile;
import dev.tokenward.user.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees of themself.
 *
 * @param facts what is known about them
 * @param groups the names of the groups they are in
 * @param rights what they may do, by what it is about
 */
record ProfileView(List<Fact> facts, List<String> groups, List<ScopeGroup> rights) {

  /**
   * One thing that is known.
   *
   * @param label what it is
   * @param value never empty
   */
  record Fact(String label, String value) {}

  static ProfileView of(Profile profile, List<Scope> vocabulary) {
    List<Fact> facts =
        List.of(
                new Fact("Name", profile.fullName()),
                new Fact("Username", profile.username()),
                new Fact("Email", orEmpty(profile.email())),
                new Fact("Job title", orEmpty(profile.jobtitle())),
                new Fact("Employee number", orEmpty(profile.employeeNum())),
                new Fact("Phone", orEmpty(profile.phone())))
            .stream()
            .filter(fact -> !fact.value().isEmpty())
            .toList();
    List<String> groups = profile.groups().stream().map(Profile.Membership::name).toList();
    return new ProfileView(facts, groups, ScopeChoices.of(vocabulary, profile).groups());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
