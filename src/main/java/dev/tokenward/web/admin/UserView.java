package dev.tokenward.web.admin;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Scope;
import dev.tokenward.web.Addresses;
import dev.tokenward.web.ScopeGroup;
import dev.tokenward.web.Visitor;
import dev.tokenward.web.When;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One user, and what who looks may do with them.
 *
 * @param id the number
 * @param name first and last name
 * @param username unique
 * @param role superuser or administrator; empty for neither
 * @param active whether they may sign in and use tokens
 * @param facts what else is known
 * @param groups the names of the groups they are in
 * @param rights what they may do, by what it is about
 * @param may what who looks may do
 */
record UserView(
    long id,
    String name,
    String username,
    String role,
    boolean active,
    List<Fact> facts,
    List<String> groups,
    List<ScopeGroup> rights,
    May may) {

  /**
   * One thing that is known.
   *
   * @param label what it is
   * @param value never empty
   */
  record Fact(String label, String value) {}

  /**
   * What somebody may do with a user.
   *
   * @param edit change them
   * @param setPassword give them another password; one's own is changed elsewhere
   * @param delete them
   * @param tokens see and revoke their tokens
   */
  record May(boolean edit, boolean setPassword, boolean delete, boolean tokens) {

    static May of(Visitor visitor, Profile profile) {
      boolean changeable = visitor.actor().mayChange(profile);
      boolean other = visitor.id() != profile.id();
      boolean edit = changeable && visitor.may(UsersPage.EDIT);
      return new May(
          edit,
          edit && other,
          changeable && other && visitor.may(UsersPage.DELETE),
          visitor.may(PermissionKey.ADMIN));
    }
  }

  static UserView of(Visitor visitor, Profile profile, List<Scope> vocabulary, Instant now) {
    List<Scope> allowed =
        vocabulary.stream()
            .filter(scope -> scope.kind() == Scope.Kind.KEY)
            .filter(scope -> profile.allow(scope.name()))
            .toList();
    return new UserView(
        profile.id(),
        profile.fullName(),
        profile.username(),
        UserRow.role(profile),
        profile.activated(),
        facts(profile, now),
        profile.groups().stream().map(Profile.Membership::name).toList(),
        ScopeGroup.of(allowed, PermissionMatrix.OWN),
        May.of(visitor, profile));
  }

  /** The username in a query. */
  public String encodedUsername() {
    return Addresses.encoded(username);
  }

  private static List<Fact> facts(Profile profile, Instant now) {
    @Nullable Instant login = profile.lastLogin();
    var creator = profile.createdBy();
    return Stream.of(
            new Fact("Email", orEmpty(profile.email())),
            new Fact("Job title", orEmpty(profile.jobtitle())),
            new Fact("Employee number", orEmpty(profile.employeeNum())),
            new Fact("Phone", orEmpty(profile.phone())),
            new Fact("Language", orEmpty(profile.locale())),
            new Fact("Signed in last", login == null ? "" : When.of(login, now).words()),
            new Fact("Created", When.of(profile.createdAt(), now).words()),
            new Fact("Created by", creator == null ? "" : creator.name()),
            new Fact("Notes", orEmpty(profile.notes())))
        .filter(fact -> !fact.value().isEmpty())
        .toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
