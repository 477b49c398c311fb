package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users on pages: found, created, changed, disabled and deleted, as with the API. */
class UserPagesIT {

  private static final String USERS = "/users";
  private static final String NEW = USERS + "/new";

  private static WebClient superuser;

  @BeforeAll
  static void somebodyMayDoEverything() {
    superuser = Visits.as(Visits.superuser());
  }

  private static String path(Person person) {
    return USERS + "/" + person.id();
  }

  /** What the form of a user sends who is left as they are. */
  private static Map<String, Object> unchanged(Person person) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("first_name", "Grace");
    fields.put("username", person.username());
    fields.put("activated", "1");
    return fields;
  }

  private static Map<String, Object> changed(Person person, Map<String, ?> more) {
    Map<String, Object> fields = unchanged(person);
    fields.putAll(more);
    return fields;
  }

  private static Map<String, Object> newUser(String username, String password) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("first_name", "Ada");
    fields.put("last_name", "Lovelace");
    fields.put("username", username);
    fields.put("email", "ada@example.com");
    fields.put("notes", "Knows\nengines");
    fields.put("activated", "1");
    fields.put("password", password);
    fields.put("password_confirmation", password);
    return fields;
  }

  private static Response edit(WebClient browser, Person target, Map<String, ?> fields) {
    return browser.submit("/account/profile", path(target) + "/edit", fields);
  }

  @Test
  void usersAreListedAndFound() {
    Person person = Given.person("users.view");

    Response page = Visits.as(person).get(USERS + "?search=" + person.username());

    Visits.page(page, 200, "Users");
    assertThat(page.asString())
        .contains("1 found", "href=\"/users/" + person.id() + "\"")
        .doesNotContain("/users/new");
    assertThat(superuser.get(USERS + "?search=nobody-is-called-so").asString())
        .contains("No user is like that.");
  }

  @Test
  void theListHasParts() {
    assertThat(superuser.get(USERS + "?part=2").statusCode()).isEqualTo(200);
    assertThat(superuser.get(USERS + "?part=99999").asString()).contains("No user is like that.");
    assertThat(superuser.get(USERS + "?part=x&search=%00%3Cb%3E").statusCode()).isEqualTo(200);
  }

  @Test
  void aUserIsCreatedWhoCanSignIn() {
    String username = Given.newName();
    String password = Secrets.newPassword();
    long group = Given.group(Map.of("assets.view", 1));
    Map<String, Object> fields = newUser(username, password);
    fields.put("groups[]", group);
    fields.put("permissions[self.api]", "1");
    fields.put("permissions[users.view]", "0");
    fields.put("permissions[assets.edit]", "-1");

    Response answer = superuser.submit(NEW, NEW, fields);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
    assertThat(answer.header("Location")).matches("/users/[0-9]+\\?done=created");
    Response page = superuser.get(answer.header("Location"));
    assertThat(page.asString()).contains("The user is created.", "Ada Lovelace", "Knows");
    JsonNode seen =
        Json.of(Given.admin().queryParam("search", username).get(Given.USERS)).at("/rows/0");
    assertThat(seen.get("permissions"))
        .isEqualTo(Json.parse("{\"self.api\":1,\"assets.edit\":-1}"));
    assertThat(seen.at("/groups/rows/0/id").asLong()).isEqualTo(group);
    assertThat(seen.get("email").asText()).isEqualTo("ada@example.com");
    assertThat(Visits.browser().signIn(username, password).statusCode()).isEqualTo(303);
  }

  @Test
  void whoMayOnlyCreateIsNotSentToWhatTheyMayNotSee() {
    WebClient browser = Visits.as(Given.person("users.create"));

    Response answer = browser.submit(NEW, NEW, newUser(Given.newName(), Secrets.newPassword()));

    Visits.redirect(answer, NEW + "?done=created");
    Visits.page(browser.get(NEW + "?done=created"), 200, "The user is created");
  }

  @Test
  void whatIsWrongIsSaidAndWhatWasTypedIsKept() {
    Person person = Given.person();
    Map<String, Object> fields = newUser(person.username(), "short");
    fields.put("email", "no address");
    fields.put("permissions[users.view]", "1");

    Response page = superuser.submit(NEW, NEW, fields);

    Visits.page(page, 422, "Create a user");
    assertThat(page.asString())
        .contains("The email must be a valid email address.")
        .contains("must be at least 8 characters.")
        .contains("value=\"no address\"", "Lovelace", "Knows")
        .containsPattern("name=\"permissions\\[users.view]\" value=\"1\"[^>]* checked")
        .doesNotContain("value=\"short\"");
    Map<String, Object> taken = newUser(person.username(), Secrets.newPassword());
    assertThat(superuser.submit(NEW, NEW, taken).asString())
        .contains("The username has already been taken.");
  }

  @Test
  void aUserIsChangedAndWhatIsEmptiedIsEmpty() {
    Person person = Given.person("users.view");
    long group = Given.group(Map.of());
    String edit = path(person) + "/edit";

    Response answer =
        superuser.submit(
            edit,
            edit,
            changed(
                person,
                Map.of(
                    "jobtitle", "Admiral",
                    "groups[]", group,
                    "permissions[users.view]", "0",
                    "permissions[assets.view]", "1")));

    Visits.redirect(answer, path(person) + "?done=changed");
    JsonNode seen = UserFixtures.seen(person.id());
    assertThat(seen.get("jobtitle").asText()).isEqualTo("Admiral");
    assertThat(seen.get("permissions").toString()).isEqualTo("{\"assets.view\":1}");
    assertThat(seen.at("/groups/rows/0/id").asLong()).isEqualTo(group);
    assertThat(superuser.get(edit).asString())
        .contains("value=\"Admiral\"")
        .containsPattern("id=\"group-" + group + "\"[^>]* checked");

    superuser.submit(edit, edit, changed(person, Map.of("jobtitle", "", "groups", "")));

    JsonNode emptied = UserFixtures.seen(person.id());
    assertThat(emptied.get("jobtitle").isNull()).isTrue();
    assertThat(emptied.get("groups").isNull()).isTrue();
    assertThat(emptied.get("permissions").toString()).isEqualTo("{\"assets.view\":1}");
  }

  @Test
  void aUserIsDisabledAndEnabled() {
    Person person = Visits.owner();
    WebClient theirs = Visits.as(person);

    Response disabled = superuser.submit(path(person), path(person) + "/disable", Map.of());

    Visits.redirect(disabled, path(person) + "?done=disabled");
    assertThat(superuser.get(path(person)).asString()).contains(">Disabled<", ">Enable<");
    assertThat(theirs.get("/account/profile").statusCode()).isEqualTo(303);
    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);

    Response enabled = superuser.submit(path(person), path(person) + "/enable", Map.of());

    Visits.redirect(enabled, path(person) + "?done=enabled");
    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void aPasswordIsSetAndSessionsEnd() {
    Person person = Visits.owner();
    WebClient theirs = Visits.as(person);
    String wanted = Secrets.newPassword();
    String set = path(person) + "/password";

    Response wrong =
        superuser.submit(
            set, set, Map.of("password", wanted, "password_confirmation", "something-else"));
    Response empty = superuser.submit(set, set, Map.of("password", ""));
    Response answer =
        superuser.submit(set, set, Map.of("password", wanted, "password_confirmation", wanted));

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.asString()).contains("does not match.").doesNotContain(wanted);
    assertThat(empty.statusCode()).isEqualTo(422);
    Visits.redirect(answer, path(person) + "?done=password");
    assertThat(theirs.get("/account/profile").statusCode()).isEqualTo(303);
    assertThat(Visits.browser().signIn(person.username(), wanted).statusCode()).isEqualTo(303);
  }

  @Test
  void onesOwnPasswordTakesTheCurrentOne() {
    Person person = Given.person("superuser");
    WebClient browser = Visits.as(person);
    String set = path(person) + "/password";
    String wanted = Secrets.newPassword();

    Response answer =
        browser.submit(
            "/account/profile", set, Map.of("password", wanted, "password_confirmation", wanted));

    Visits.redirect(browser.get(set), "/account/password");
    Visits.redirect(answer, "/account/password");
    assertThat(Visits.browser().signIn(person.username(), person.password()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void aUserIsDeletedAfterAQuestion() {
    Person person = Visits.owner();
    String delete = path(person) + "/delete";

    Response question = superuser.get(delete);
    Response answer = superuser.submit(delete, delete, Map.of());

    assertThat(question.asString()).contains("All tokens of the user are revoked");
    Visits.redirect(answer, USERS + "?done=deleted");
    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);
    Visits.page(superuser.get(path(person)), 404, "There is nothing at this address");
  }

  /** What a page carries of the moment at which it was made. */
  static String seen(Response page) {
    Matcher field = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(page.asString());
    assertThat(field.find()).isTrue();
    return field.group(1);
  }

  @Test
  void whatSomebodyElseHasChangedMeanwhileIsNotUndone() {
    Person person = Visits.owner();
    String seen = seen(superuser.get(path(person) + "/edit"));
    superuser.submit("/account/profile", path(person) + "/disable", Map.of());

    Response stale =
        edit(superuser, person, changed(person, Map.of("jobtitle", "x", "seen", seen)));
    String fresh = seen(superuser.get(path(person) + "/edit"));
    Map<String, Object> fields = changed(person, Map.of("jobtitle", "y", "seen", fresh));
    fields.put("activated", "0");
    Response answer = edit(superuser, person, fields);

    Visits.page(stale, 409, "Nothing was changed");
    assertThat(stale.asString()).contains("Somebody has changed this user since you opened");
    Visits.redirect(answer, path(person) + "?done=changed");
    assertThat(UserFixtures.seen(person.id()).get("activated").asBoolean()).isFalse();
  }

  @Test
  void nobodyDisablesThemself() {
    Person person = Given.person("superuser");
    WebClient browser = Visits.as(person);

    Response byButton = browser.submit("/account/profile", path(person) + "/disable", Map.of());
    Response byApi =
        Given.patch(Given.as(person), Given.USERS + "/" + person.id(), Map.of("activated", false));

    Visits.page(byButton, 409, "Nothing was changed");
    assertThat(Json.of(byApi).get("status").asText()).isEqualTo("error");
    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyDeletesThemself() {
    Person person = Given.person("superuser");
    WebClient browser = Visits.as(person);

    Response answer = browser.submit("/account/profile", path(person) + "/delete", Map.of());

    Visits.page(browser.get(path(person) + "/delete"), 409, "Nothing was changed");
    Visits.page(answer, 409, "Nothing was changed");
    assertThat(browser.get(path(person)).asString()).doesNotContain(path(person) + "/delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/edit", "/password", "/delete"})
  void nobodyIsAtAnUnknownNumber(String page) {
    for (String id : List.of("999999999", "0", "x", "99999999999999999999")) {
      Visits.page(superuser.get(USERS + "/" + id + page), 404, "There is nothing at this address");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "created_by",
        "deleted_at",
        "password",
        "password_hash",
        "role",
        "is_superuser",
        "last_login"
      })
  void whatTheFormDoesNotHaveIsNotTaken(String field) {
    Person person = Visits.owner();
    JsonNode before = UserFixtures.seen(person.id());

    Response answer =
        edit(superuser, person, changed(person, Map.of("jobtitle", "Admiral", field, "1")));

    Visits.page(answer, 422, "Change Grace");
    assertThat(answer.asString()).contains("This field is unknown.");
    assertThat(UserFixtures.seen(person.id())).isEqualTo(before);
  }

  @Test
  void nobodyButASuperuserChangesTheirOwnPermissions() {
    Person person = Given.person("users.view", "users.edit");
    WebClient browser = Visits.as(person);
    String form = browser.get(path(person) + "/edit").asString();

    Response more =
        edit(browser, person, changed(person, Map.of("permissions[assets.delete]", "1")));
    Response group =
        edit(
            browser,
            person,
            changed(person, Map.of("groups[]", Given.group(Map.of("assets.edit", 1)))));
    Response job = edit(browser, person, changed(person, Map.of("jobtitle", "Admiral")));

    assertThat(form).doesNotContain("permissions[").doesNotContain("groups[]");
    for (Response refused : List.of(more, group)) {
      Visits.page(refused, 403, "Change Grace");
      assertThat(refused.asString()).contains("nobody else changes their own permissions");
    }
    Visits.redirect(job, path(person) + "?done=changed");
    assertThat(UserFixtures.seen(person.id()).get("permissions").toString())
        .doesNotContain("assets");
  }

  @ParameterizedTest
  @CsvSource({"admin,superuser", "admin,admin", "users.edit,admin", "users.edit,superuser"})
  void nobodyButASuperuserGivesPower(String actor, String power) {
    WebClient browser = Visits.as(Given.person(actor, "users.view", "users.create"));
    Person target = Visits.owner();
    long group = Given.group(Map.of(power, 1));
    Map<String, Object> made = newUser(Given.newName(), Secrets.newPassword());
    made.put("permissions[" + power + "]", "1");

    Response direct =
        edit(browser, target, changed(target, Map.of("permissions[" + power + "]", "1")));
    Response byGroup = edit(browser, target, changed(target, Map.of("groups[]", group)));
    Response created = browser.submit("/account/profile", NEW, made);

    Visits.page(direct, 403, "Change Grace");
    Visits.page(byGroup, 403, "Change Grace");
    Visits.page(created, 403, "Create a user");
    JsonNode seen = UserFixtures.seen(target.id());
    assertThat(seen.get("permissions").has(power)).isFalse();
    assertThat(seen.get("groups").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"admin,superuser", "users.edit,superuser", "users.edit,admin"})
  void nobodyChangesWhoIsAboveThem(String actor, String above) {
    WebClient browser = Visits.as(Given.person(actor, "users.view", "users.delete"));
    Person target = Given.person(above);
    String password = Secrets.newPassword();
    JsonNode before = UserFixtures.seen(target.id());
    Map<String, Object> fields = Map.of("password", password, "password_confirmation", password);

    for (String form : List.of("/edit", "/password", "/delete", "/disable", "/enable")) {
      Response answer = browser.submit("/account/profile", path(target) + form, fields);

      Visits.page(answer, 403, "You may not do this");
    }
    for (String page : List.of("/edit", "/password", "/delete")) {
      Visits.page(browser.get(path(target) + page), 403, "You may not do this");
    }
    assertThat(browser.get(path(target)).asString())
        .doesNotContain("/edit\"")
        .doesNotContain("/password\"")
        .doesNotContain("/delete\"");
    assertThat(UserFixtures.seen(target.id())).isEqualTo(before);
  }

  @Test
  void anAdministratorWhoChangesAnotherLeavesThemTheirPower() {
    Person target = Given.person("admin");
    WebClient browser = Visits.as(Given.person("admin"));
    String edit = path(target) + "/edit";

    String form = browser.get(edit).asString();
    Response answer =
        browser.submit(edit, edit, changed(target, Map.of("permissions[admin]", "1")));

    assertThat(form)
        .contains("<input type=\"hidden\" name=\"permissions[admin]\" value=\"1\">")
        .contains("<input type=\"hidden\" name=\"permissions[superuser]\" value=\"0\">");
    Visits.redirect(answer, path(target) + "?done=changed");
    assertThat(UserFixtures.seen(target.id()).get("permissions").toString())
        .isEqualTo("{\"admin\":1}");
  }

  @Test
  void nothingThatSomebodyTypedIsRun() {
    String script = "<script>alert(1)</script>";
    long id = UserFixtures.user(Map.of("first_name", script, "notes", script));

    for (String page : List.of("", "/edit", "/password", "/delete")) {
      assertThat(superuser.get(USERS + "/" + id + page).asString())
          .contains("&lt;script&gt;")
          .doesNotContain("<script>alert");
    }
  }
}
