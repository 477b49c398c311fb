package dev.tokenward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.browser.People.Person;
import dev.tokenward.process.Secrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profile, password and sessions, in every kind of browser. */
class AccountFlowIT {

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
  void aPasswordIsChangedAndOtherBrowsersAreSignedOut(Look look) {
    Person person = People.person("self.api", "users.view");
    String wanted = Secrets.newPassword();
    try (Window window = chromium.window(look);
        Window other = chromium.window(Look.DESKTOP)) {
      other.signIn(person);
      window.signIn(person);
      window.follow("My profile");
      window.shows("My profile");
      window.follow("Where I am signed in");
      window.shows("Where I am signed in");
      assertThat(window.page().getByText("This browser").count()).isEqualTo(1);
      window.press("Sign out there");
      window.says("That session has ended.");
      window.shows("Where I am signed in");
      other.open("/account/profile");
      other.shows("Sign in");

      window.open("/account/password");
      window.shows("Change my password");
      window.field("Current password").fill(person.password());
      window.field("New password").fill(wanted);
      window.field("The new password again").fill(wanted);
      window.press("Change the password");

      window.shows("My profile");
      window.says("Your password is changed.");
      window.press("Sign out");
      window.shows("Sign in");
      window.signIn(new Person(person.username(), wanted));
      window.shows("My tokens");
    }
  }
}
