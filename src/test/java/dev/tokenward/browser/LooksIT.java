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
    String suffix = look == Look.DESKTOP ? "" : "-" + look.name().toLowerCase(Locale.ROOT);
    Path file = Path.of(System.getProperty("tokenward.pictures"), name + suffix + ".png");
    window.page().screenshot(new ScreenshotOptions().setPath(file).setFullPage(true));
  }
}
