package dev.tokenward.browser;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page.ScreenshotOptions;
import dev.tokenward.browser.People.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Takes the pictures of {@code docs/web.md}: {@code -Dtokenward.pictures=docs/pictures}. */
@EnabledIfSystemProperty(
    named = "tokenward.pictures",
    matches = ".+",
    disabledReason = "Nobody wants pictures: set -Dtokenward.pictures=docs/pictures")
class LooksIT {

  @ParameterizedTest
  @EnumSource(value = Look.class, mode = Mode.EXCLUDE, names = "WITHOUT_SCRIPT")
  void everyPageIsPictured(Look look) {
    try (Chromium chromium = Chromium.open();
        Window window = chromium.window(look)) {
      window.open("/login");
      take(window, look, "sign-in");
      window.signIn(People.person("self.api"));
      window.shows("My tokens");
      take(window, look, "my-tokens-empty");
      window.press("Sign out");
      window.shows("Sign in");

      Person person = owner();
      window.signIn(person);
      window.shows("My tokens");
      take(window, look, "my-tokens");
      window.open(
          "/account/api/new?name=Inventory+app&scopes=assets.view,assets.edit&expires_in_days=90");
      take(window, look, "create");
      window.field("Networks (optional)").fill("my house");
      window.press("Create the token");
      window.says("Please correct this");
      take(window, look, "create-mistake");
      window.field("Networks (optional)").fill("");
      window.press("Create the token");
      window.token();
      take(window, look, "created");
      window.follow("I have stored it");
      window.follow("Revoke Production Monitoring Script");
      window.shows("Revoke “Production Monitoring Script”?");
      take(window, look, "revoke");
      window.open("/account/profile");
      take(window, look, "profile");
      window.open("/account/password");
      take(window, look, "password");
      try (Window other = chromium.window(Look.PHONE)) {
        other.signIn(person);
        other.shows("My tokens");
        window.open("/account/sessions");
        take(window, look, "sessions");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Look.class, mode = Mode.EXCLUDE, names = "WITHOUT_SCRIPT")
  void everyPageForAdministratorsIsPictured(Look look) {
    Person owner = People.person("self.api", "assets.view", "assets.edit", "users.view");
    String token =
        People.token(
            owner,
            Map.of(
                "name", "Production Monitoring Script",
                "scopes", "users.view",
                "expires_in_days", 365));
    People.token(owner, Map.of("name", "Trial", "expires_in_days", 3));
    try (Chromium chromium = Chromium.open();
        Window window = chromium.window(look)) {
      window.signIn(People.person("superuser"));
      picture(window, look, "/admin", "dashboard");
      picture(window, look, "/admin/tokens?owner=" + owner.username(), "all-tokens");
      window.open("/admin/tokens/revoke?owner=" + owner.username());
      window.press("Go on");
      take(window, look, "revoke-many");
      window.open("/admin/tokens/inspect");
      window.field("Token").fill(token);
      window.press("Look it up");
      take(window, look, "inspect");
      window.open("/users");
      takeTop(window, look, "users");
      window.open("/users?search=" + owner.username());
      window.follow("Grace Hopper");
      take(window, look, "user");
      window.follow("Change");
      window.page().locator("#permissions").evaluate("heading => heading.scrollIntoView()");
      takeTop(window, look, "user-edit");
      picture(window, look, "/admin/groups", "groups");
      window.open("/admin/groups/new");
      window.field("Name").fill("Helpdesk " + look.name().toLowerCase(Locale.ROOT));
      window.unfold("Users");
      window.choose("See users.");
      window.press("Create the group");
      window.says("The group is created.");
      take(window, look, "group");
      window.follow("Policy for tokens");
      window.field("Longest life in days").fill("30");
      window.press("Save the policy");
      window.says("The policy is saved.");
      take(window, look, "policy");
      window.open("/users?search=" + owner.username());
      window.follow("Grace Hopper");
      window.follow("Change");
      window.choose("Helpdesk " + look.name().toLowerCase(Locale.ROOT));
      window.press("Save the changes");
      window.says("The changes are saved.");
      picture(window, look, "/admin/policy/violations?search=" + owner.username(), "violations");
    }
  }

  private static void picture(Window window, Look look, String path, String name) {
    window.open(path);
    take(window, look, name);
  }

  private static Person owner() {
    Person person =
        People.person("self.api", "assets.view", "assets.create", "assets.edit", "users.view");
    People.token(person, Map.of("name", "Trial", "expires_in_days", 3));
    People.token(
        person,
        Map.of(
            "name", "Mobile App",
            "description", "On the phone of the person on call",
            "scopes", "assets.view assets.edit",
            "expires_in_days", 90));
    String used =
        People.token(
            person,
            Map.of(
                "name", "Production Monitoring Script",
                "scopes", "users.view",
                "allowed_ips", "127.0.0.0/8 ::1 10.0.0.0/8",
                "expires_in_days", 365));
    People.me(used);
    await().atMost(Duration.ofSeconds(75)).until(() -> People.isUsed(person));
    return person;
  }

  private static void take(Window window, Look look, String name) {
    take(window, look, name, true);
  }

  /** What is seen at once, of a page that is long. */
  private static void takeTop(Window window, Look look, String name) {
    take(window, look, name, false);
  }

  private static void take(Window window, Look look, String name, boolean whole) {
    String suffix = look == Look.DESKTOP ? "" : "-" + look.name().toLowerCase(Locale.ROOT);
    Path file = Path.of(System.getProperty("tokenward.pictures"), name + suffix + ".png");
    window.page().screenshot(new ScreenshotOptions().setPath(file).setFullPage(whole));
  }
}
