package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One's profile, password and sessions. */
class AccountPagesIT {

  private static final String PROFILE = "/account/profile";
  private static final String PASSWORD = "/account/password";
  private static final String SESSIONS = "/account/sessions";
  private static final Pattern END =
      Pattern.compile("action=\"(/account/sessions/[0-9a-f-]{36}/end)\"");

  @Test
  void theProfileTellsWhoOneIsAndWhatOneMayDo() {
    Person person = Given.person("users.view");

    Response page = Visits.as(person).get(PROFILE);

    Visits.page(page, 200, "My profile");
    assertThat(page.asString())
        .contains(person.username(), "Grace", "<code>users.view</code>")
        .doesNotContain("<code>users.edit</code>");
  }

  @Test
  void whoMayDoNothingIsToldSo() {
    assertThat(Visits.as(Given.person()).get(PROFILE).asString())
        .contains("Nothing but to look at this page.");
  }

  @Test
  void aNewPasswordTakesTheOldOneAndEndsOtherSessions() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    WebClient other = Visits.as(person);
    String before = browser.cookies().get(Visits.SESSION);
    String wanted = Secrets.newPassword();

    Response answer = change(browser, person.password(), wanted, wanted);

    Visits.redirect(answer, PROFILE + "?done=password");
    assertThat(browser.cookies().get(Visits.SESSION)).isNotEqualTo(before);
    Visits.page(browser.get(PROFILE), 200, "My profile");
    assertThat(other.get(PROFILE).statusCode()).isEqualTo(303);
    assertThat(Visits.guesser().signIn(person.username(), person.password()).statusCode())
        .isEqualTo(422);
    assertThat(Visits.browser().signIn(person.username(), wanted).statusCode()).isEqualTo(303);
    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void allTokensEndWithThePasswordIfThatIsWanted() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    String wanted = Secrets.newPassword();

    Response answer =
        browser.submit(
            PASSWORD,
            PASSWORD,
            Map.of(
                "current_password",
                person.password(),
                "password",
                wanted,
                "password_confirmation",
                wanted,
                "revoke_tokens",
                "1"));

    Visits.redirect(answer, PROFILE + "?done=password-tokens");
    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void nothingIsChangedWhereSomethingIsWrong() {
    Person person = Visits.owner();
    WebClient browser = Visits.guesser();
    browser.signIn(person.username(), person.password());
    String wanted = Secrets.newPassword();

    for (List<String> wrong :
        List.of(
            List.of("wrong-password", wanted, wanted, "This is not your current password."),
            List.of(person.password(), "short", "short", "must be at least 8 characters."),
            List.of(person.password(), wanted, "something-else", "passwords are not the same."))) {
      Response answer = change(browser, wrong.get(0), wrong.get(1), wrong.get(2));

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.asString()).contains(wrong.get(3)).doesNotContain(wanted);
    }
    assertThat(Visits.browser().signIn(person.username(), person.password()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void sessionsAreListedAndEnded() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    WebClient second = Visits.as(person);
    WebClient third = Visits.as(person);
    Visits.as(Visits.owner());

    String list = browser.get(SESSIONS).asString();
    String end = END.matcher(list).results().findFirst().orElseThrow().group(1);
    Response one = browser.submit(SESSIONS, end, Map.of());
    long left =
        List.of(second, third).stream()
            .filter(other -> other.get(PROFILE).statusCode() == 200)
            .count();
    Response all = browser.submit(SESSIONS, SESSIONS + "/end-others", Map.of());

    assertThat(END.matcher(list).results().count()).isEqualTo(2);
    assertThat(list).contains("This browser");
    Visits.redirect(one, SESSIONS + "?done=session");
    assertThat(left).isEqualTo(1);
    Visits.redirect(all, SESSIONS + "?done=sessions");
    assertThat(second.get(PROFILE).statusCode()).isEqualTo(303);
    assertThat(third.get(PROFILE).statusCode()).isEqualTo(303);
    assertThat(browser.get(PROFILE).statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyEndsTheSessionOfAnother() {
    WebClient other = Visits.as(Visits.owner());
    WebClient third = Visits.as(Visits.owner());
    Person person = Visits.owner();
    WebClient victim = Visits.as(person);
    WebClient again = Visits.as(person);
    String end =
        END.matcher(again.get(SESSIONS).asString()).results().findFirst().orElseThrow().group(1);

    Response answer = other.submit(SESSIONS, end, Map.of());

    Visits.redirect(answer, SESSIONS);
    assertThat(victim.get(PROFILE).statusCode()).isEqualTo(200);
    assertThat(third.get(PROFILE).statusCode()).isEqualTo(200);
  }

  private static Response change(
      WebClient browser, String current, String wanted, String repeated) {
    return browser.submit(
        PASSWORD,
        PASSWORD,
        Map.of(
            "current_password", current,
            "password", wanted,
            "password_confirmation", repeated));
  }
}
