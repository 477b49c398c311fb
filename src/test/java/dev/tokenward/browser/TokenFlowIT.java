package dev.tokenward.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Dialog;
import dev.tokenward.browser.People.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the sign-in to a revoked token, in every kind of browser. */
class TokenFlowIT {

  private static final Duration UNTIL_A_USE_IS_WRITTEN_DOWN = Duration.ofSeconds(75);

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

  @ParameterizedTest
  @EnumSource(Look.class)
  void aTokenMadeInTheBrowserWorksUntilItIsRevokedThere(Look look) {
    Person person = People.person("self.api", "assets.view", "users.view");
    try (Window window = chromium.window(look)) {
      window.open("/account/api");
      window.shows("Sign in");
      window.signIn(person);
      window.shows("My tokens");
      assertThat(window.text()).contains("You have no tokens yet");

      window.follow("Create a token");
      window.shows("Create a token");
      window.field("Name").fill("Backup Server");
      window.choose("in 30 days");
      window.choose("Read only");
      window.press("Create the token");
      window.shows("Your new token");
      String token = window.token();
      assertThat(window.text()).contains("Copy it now", "TOKENWARD_TOKEN=" + token);

      assertThat(People.me(token).statusCode()).isEqualTo(200);
      window.follow("I have stored it");
      window.shows("My tokens");
      assertThat(window.text())
          .contains("Backup Server", "assets.view", "users.view")
          .doesNotContain(token);
      await()
          .atMost(UNTIL_A_USE_IS_WRITTEN_DOWN)
          .untilAsserted(
              () -> {
                window.page().reload();
                assertThat(window.text()).doesNotContain("never");
              });

      window.follow("Revoke Backup Server");
      window.shows("Revoke “Backup Server”?");
      assertThat(window.text()).contains("What uses it will stop working.");
      window.press("Revoke the token");
      window.shows("My tokens");
      window.says("The token is revoked.");
      assertThat(People.me(token).statusCode()).isEqualTo(401);

      window.press("Sign out");
      window.shows("Sign in");
      window.open("/account/api");
      window.shows("Sign in");
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void scopesArePickedFromAListThatSaysWhatTheyDo(Look look) {
    Person person = People.person("self.api", "assets.view", "users.view");
    try (Window window = chromium.window(look)) {
      window.signIn(person);
      window.open("/account/api/new");
      window.choose("Only these scopes");
      window.page().getByText("Assets").first().click();
      window.choose("See assets");
      window.shows("Create a token");
      window.choose("in 7 days");
      window.press("Create the token");

      window.shows("Your new token");
      window.token();
      assertThat(window.text()).contains("assets.view").doesNotContain("users.view");
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void aMistakeIsExplainedAndLinked(Look look) {
    Person person = People.person("self.api");
    try (Window window = chromium.window(look)) {
      window.signIn(person);
      window.open("/account/api/new");
      window.field("Networks (optional)").fill("my house");
      window.press("Create the token");
      window.says("Please correct this");
      window.shows("Create a token");
      assertThat(window.page().title()).startsWith("Error: ");
      window.follow(
          "Give at most 50 addresses or networks such as 192.0.2.7 or 10.0.0.0/8, one on each"
              + " line.");
      assertThat(window.page().url()).endsWith("#allowed_ips");

      window.press("Sign out");
      window.field("Username").fill("nobody");
      window.field("Password").fill("wrong-password");
      window.press("Sign in");
      window.says("The username or the password is wrong.");
      window.shows("Sign in");
    }
  }

  @Test
  void theTokenCanBeCopied() {
    try (Window window = chromium.window(Look.DESKTOP)) {
      window.allow("clipboard-read", "clipboard-write");
      window.signIn(People.person("self.api"));
      window.open("/account/api/new");
      window.press("Create the token");

      window.press("Copy the token");
      window.page().getByText("Copied").first().waitFor();

      assertThat(window.page().evaluate("navigator.clipboard.readText()"))
          .isEqualTo(window.token());
    }
  }

  @Test
  void leavingThePageThatShowsTheTokenWarns() {
    List<String> asked = new ArrayList<>();
    try (Window window = chromium.window(Look.DESKTOP)) {
      window.signIn(People.person("self.api"));
      window.open("/account/api/new");
      window.press("Create the token");
      window.token();
      window.page().onceDialog(dialog -> note(dialog, asked));

      window.follow("My tokens");
      window.page().waitForURL("**/account/api");

      assertThat(asked).containsExactly("beforeunload");
    }
  }

  @Test
  void whatIsDoneWithTheMouseIsDoneWithTheKeyboard() {
    Person person = People.person("self.api");
    try (Window window = chromium.window(Look.DESKTOP)) {
      window.open("/login");
      var keyboard = window.page().keyboard();
      window.field("Username").focus();
      keyboard.type(person.username());
      keyboard.press("Tab");
      keyboard.type(person.password());
      keyboard.press("Enter");
      window.page().waitForURL("**/account/api");

      keyboard.press("Tab");
      assertThat(window.page().evaluate("document.activeElement.textContent"))
          .isEqualTo("Skip to the content");
      keyboard.press("Enter");
      keyboard.press("Tab");
      assertThat(window.page().evaluate("document.activeElement.textContent"))
          .isEqualTo("Create a token");
    }
  }

  private static void note(Dialog dialog, List<String> asked) {
    asked.add(dialog.type());
    dialog.accept();
  }
}
