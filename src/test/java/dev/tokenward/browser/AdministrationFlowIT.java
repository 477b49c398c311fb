package dev.tokenward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tokenward.browser.People.Person;
import dev.tokenward.process.Secrets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What administrators do with users, groups, tokens, policies and clients, in every kind of
 * browser.
 */
class AdministrationFlowIT {

  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.open();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static String newName(String what) {
    return what + " " + UUID.randomUUID().toString().substring(0, 8);
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void aTokenThatWasFoundIsTracedAndRevoked(Look look) {
    Person owner = People.person("self.api", "assets.view");
    String token = People.token(owner, Map.of("name", "Leaked", "description", "In a public log"));
    try (Window window = chromium.window(look)) {
      window.signIn(People.person("admin", "self.api"));
      window.follow("Dashboard");
      window.shows("Dashboard");
      assertThat(window.text()).contains("can be used", "Revocation lag", "of the one process");
      window.follow("Whose is this token?");
      window.shows("Whose is this token?");
      window.field("Token").fill("twd_nonsense");
      window.press("Look it up");
      window.says("Please correct this");
      window.shows("Whose is this token?");
      window.field("Token").fill(token);
      window.press("Look it up");
      window.says("In a public log");
      window.shows("Whose is this token?");
      assertThat(window.text()).contains("Grace Hopper", owner.username(), "Works");

      window.follow("All tokens");
      window.shows("All tokens");
      window.field("Owner").fill(owner.username());
      window.press("Find");
      window.says("1 found.");
      window.shows("All tokens");
      window.follow("Revoke Leaked of " + owner.username());
      window.shows("Revoke “Leaked” of Grace Hopper?");
      window.press("Revoke the token");
      window.says("The token is revoked.");
      assertThat(People.me(token).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void allTokensOfAUserAreRevokedAfterAQuestion(Look look) {
    Person owner = People.person("self.api");
    String token = People.token(owner, Map.of("name", "One of many"));
    try (Window window = chromium.window(look)) {
      window.signIn(People.person("admin", "self.api"));
      window.open("/admin/tokens/revoke");
      window.shows("Revoke many tokens");
      window.press("Go on");
      window.says("Please correct this");
      window.shows("Revoke many tokens");
      window.field("Owner").fill(owner.username());
      window.press("Go on");
      window.shows("Revoke all these tokens?");
      assertThat(window.text()).contains("All tokens of the user " + owner.username());
      assertThat(People.me(token).statusCode()).isEqualTo(200);

      window.press("Revoke them all");

      window.says("1 token was revoked.");
      assertThat(People.me(token).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void aUserIsCreatedChangedDisabledAndDeleted(Look look) {
    String username = "u" + UUID.randomUUID().toString().substring(0, 8);
    String password = Secrets.newPassword();
    try (Window window = chromium.window(look);
        Window theirs = chromium.window(Look.WITHOUT_SCRIPT)) {
      window.signIn(People.person("superuser"));
      window.follow("Users");
      window.shows("Users");
      window.follow("Create a user");
      window.shows("Create a user");
      window.field("First name").fill("Katherine");
      window.field("Last name (optional)").fill("Johnson");
      window.field("Username").fill(username);
      window.field("Email (optional)").fill("nowhere");
      window.field("Password").fill(password);
      window.field("The password again").fill(password);
      window.unfold("Own account");
      window.choose("self.api allowed");
      window.press("Create the user");
      window.says("Please correct this");
      window.shows("Create a user");
      window.field("Email (optional)").fill("katherine@example.com");
      window.field("Password").fill(password);
      window.field("The password again").fill(password);
      window.press("Create the user");
      window.says("The user is created.");
      window.shows("Katherine Johnson");
      theirs.signIn(new Person(username, password));
      theirs.shows("My tokens");

      window.follow("Change");
      window.shows("Change Katherine Johnson");
      window.unfold("Assets");
      window.choose("assets.view denied");
      window.press("Save the changes");
      window.says("The changes are saved.");
      window.shows("Katherine Johnson");
      window.follow("Set the password");
      window.shows("Set the password of Katherine Johnson");
      window.follow("Cancel");
      window.press("Disable");
      window.says("The user is disabled");
      window.shows("Katherine Johnson");
      theirs.open("/account/api");
      theirs.shows("Sign in");
      window.press("Enable");
      window.says("The user is enabled");

      window.follow("Delete");
      window.shows("Delete Katherine Johnson (" + username + ")?");
      window.press("Delete the user");
      window.says("The user is deleted");
      window.shows("Users");
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void whatThePolicyOfAGroupAllowsIsShownAndEnforcedWhereATokenIsCreated(Look look) {
    String group = newName("Contractors");
    Person member = People.person("self.api", "assets.view");
    People.token(member, Map.of("name", "Before the policy", "expires_in_days", 300));
    try (Window window = chromium.window(look);
        Window theirs = chromium.window(look)) {
      window.signIn(People.person("superuser"));
      window.follow("Groups");
      window.shows("Groups");
      window.follow("Create a group");
      window.shows("Create a group");
      window.field("Name").fill(group);
      window.unfold("Users");
      window.choose("See users.");
      window.press("Create the group");
      window.says("The group is created.");
      window.shows("Group “" + group + "”");
      window.follow("Policy for tokens");
      window.shows("Policy for tokens of the group " + group);
      window.field("Longest life in days").fill("30");
      window.choose("Scopes");
      window.press("Save the policy");
      window.says("The policy is saved.");
      window.shows("Policy for tokens of the group " + group);

      window.open("/users?search=" + member.username());
      window.follow("Grace Hopper");
      window.follow("Change");
      window.choose(group);
      window.press("Save the changes");
      window.says("The changes are saved.");

      theirs.signIn(member);
      theirs.open("/account/api/new");
      theirs.shows("Create a token");
      String latest = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
      assertThat(theirs.text())
          .contains("The policy demands scopes")
          .contains("At the latest on " + latest)
          .contains("in 30 days")
          .doesNotContain("in 90 days")
          .doesNotContain("Everything that I may do");
      theirs.choose("in 30 days");
      theirs.choose("Only these scopes");
      theirs.press("Create the token");
      theirs.says("Please correct this");
      theirs.shows("Create a token");
      theirs.choose("Read only");
      theirs.press("Create the token");
      theirs.shows("Your new token");
      theirs.token();

      window.open("/admin/policy/violations?search=" + member.username());
      window.shows("Tokens that break a policy");
      assertThat(window.text()).contains("Before the policy", "The policy allows at most 30 days");
      window.follow("Policy");
      window.shows("Policy for tokens");
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void aServiceIsRegisteredGivenAnotherSecretAndDeleted(Look look) {
    String name = newName("Orders API");
    try (Window window = chromium.window(look)) {
      window.signIn(People.person("admin", "self.api"));
      window.follow("Clients");
      window.shows("Clients");
      window.follow("Register a client");
      window.shows("Register a client");
      window.field("Name").fill(name);
      window.field("Audience (optional)").fill("orders");
      window.press("Register the client");
      window.says("Please correct this");
      window.shows("Register a client");
      window.field("Audience (optional)").fill("https://orders.example.com");
      window.press("Register the client");
      window.shows("The secret of “" + name + "”");
      String first = window.clientSecret();
      window.follow("I have stored it");
      window.shows("Client “" + name + "”");
      assertThat(window.page().content()).doesNotContain(first);

      window.press("Make another secret");
      window.shows("The secret of “" + name + "”");
      window.clientSecret();
      window.follow("I have stored it");
      String preview = "twc_…" + first.substring(first.length() - 4);
      window.follow("End the secret " + preview);
      window.shows("End the secret " + preview + " of “" + name + "”?");
      window.press("End the secret");
      window.says("The secret has ended.");
      window.unfold("Secrets that have ended");
      window.shows("Client “" + name + "”");

      window.field("Requests per minute (optional)").fill("600");
      window.press("Save the changes");
      window.says("The changes are saved.");
      window.follow("Clients");
      window.shows("Clients");
      window.follow(name);
      window.follow("Delete");
      window.shows("Delete the client “" + name + "”?");
      window.press("Delete the client");
      window.says("The client is deleted");
      window.shows("Clients");
    }
  }

  @Test
  void whoIsNoAdministratorSeesNoWayThereAndIsToldSo() {
    try (Window window = chromium.window(Look.DESKTOP)) {
      window.signIn(People.person("self.api"));
      window.shows("My tokens");
      assertThat(
              window
                  .page()
                  .getByRole(
                      AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Administration"))
                  .count())
          .isZero();
      window.open("/admin");
      window.shows("You do not have the permission that this needs");
    }
  }
}
