package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /users: a new user. */
class UserCreateIT {

  private static final List<String> TEXT_FIELDS =
      List.of("first_name", "last_name", "username", "email", "employee_num", "jobtitle", "phone");

  @Test
  void answersWithTheEnvelopeAndTheUser() {
    Map<String, Object> fields = Given.newUser();

    JsonNode envelope = Json.of(Given.post(Given.admin(), Given.USERS, fields));

    assertThat(Json.keys(envelope)).containsExactly("status", "messages", "payload");
    assertThat(envelope.get("status").asText()).isEqualTo("success");
    assertThat(envelope.get("messages").asText()).isEqualTo("User was successfully created.");
    assertThat(Json.keys(envelope.get("payload"))).isEqualTo(CurrentUserIT.KEYS);
    assertThat(envelope.get("payload").get("username").asText()).isEqualTo(fields.get("username"));
  }

  @Test
  void keepsEveryField() {
    String name = Given.newName();
    Map<String, String> given =
        Map.of(
            "last_name", "Hopper",
            "email", name + "@example.com",
            "employee_num", "0042",
            "jobtitle", "Admiral",
            "phone", "+1 555 0100",
            "locale", "en-US",
            "notes", "First line\nSecond line");

    long id = UserFixtures.user(given);

    JsonNode user = UserFixtures.seen(id);
    assertThat(given)
        .allSatisfy((key, value) -> assertThat(user.get(key).asText()).isEqualTo(value));
    assertThat(user.get("name").asText()).isEqualTo("Grace Hopper");
  }

  @Test
  void isDoneByWhoAsked() {
    Given.Person creator = Given.person("users.create");

    JsonNode made = Json.payload(Given.post(Given.as(creator), Given.USERS, Given.newUser()));

    UserFixtures.assertMadeBy(creator, made);
    UserFixtures.assertMadeBy(creator, UserFixtures.seen(made.get("id").asLong()));
  }

  @Test
  void takesFormsToo() {
    Map<String, Object> fields = Given.newUser();

    Response answer =
        Given.admin().contentType(ContentType.URLENC).formParams(fields).post(Given.USERS);

    assertThat(Json.payload(answer).get("username").asText()).isEqualTo(fields.get("username"));
  }

  @ParameterizedTest
  @CsvSource({
    "first_name,The first name field is required.",
    "username,The username field is required.",
    "password,The password field is required."
  })
  void needs(String field, String sentence) {
    Response answer = Given.post(Given.admin(), Given.USERS, UserFixtures.fieldsWithout(field));

    Expect.invalid(answer, field, sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "first_name,The first name field is required.",
    "username,The username field is required."
  })
  void takesBlankTextForAbsent(String field, String sentence) {
    Expect.invalid(UserFixtures.create(Map.of(field, " \u00a0 ")), field, sentence);
  }

  @Test
  void tellsOfAllWrongFieldsAtOnce() {
    JsonNode envelope = Json.of(Given.post(Given.admin(), Given.USERS, Map.of("email", "x")));

    assertThat(Json.keys(envelope.get("messages")))
        .containsExactlyInAnyOrder("email", "first_name", "username", "password");
  }

  static Stream<String> textFields() {
    return TEXT_FIELDS.stream();
  }

  @ParameterizedTest
  @MethodSource("textFields")
  void refusesMoreThan255Characters(String field) {
    String label = field.replace('_', ' ');

    Expect.invalid(
        UserFixtures.create(Map.of(field, "x".repeat(256))),
        field,
        "The " + label + " may not be greater than 255 characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first_name", "last_name", "employee_num", "jobtitle", "phone"})
  void takes255CharactersOfAnyScript(String field) {
    String longest = "😀".repeat(255);

    assertThat(UserFixtures.created(Map.of(field, longest)).get(field).asText()).isEqualTo(longest);
  }

  @Test
  void refusesALocaleLongerThanTenCharacters() {
    Expect.invalid(
        UserFixtures.create(Map.of("locale", "en-US-x-abc")),
        "locale",
        "The locale may not be greater than 10 characters.");
  }

  @ParameterizedTest
  @MethodSource("textFields")
  void refusesControlCharacters(String field) {
    Expect.invalid(
        UserFixtures.create(Map.of(field, "a\u0000b")),
        field,
        "The " + field.replace('_', ' ') + " may not contain control characters.");
  }

  @ParameterizedTest
  @MethodSource("textFields")
  void refusesAListForText(String field) {
    Expect.invalid(
        UserFixtures.create(Map.of(field, List.of("x"))),
        field,
        "The " + field.replace('_', ' ') + " must be a string.");
  }

  @Test
  void trimsText() {
    String name = Given.newName();

    JsonNode made =
        UserFixtures.created(Map.of("username", " " + name + " ", "first_name", " Ada "));

    assertThat(made.get("username").asText()).isEqualTo(name);
    assertThat(made.get("first_name").asText()).isEqualTo("Ada");
  }

  @Test
  void takesANumberForText() {
    assertThat(UserFixtures.created(Map.of("employee_num", 42)).get("employee_num").asText())
        .isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "@example.com", "a b@example.com", "a@", "a@b@c"})
  void refusesWhatIsNoEmailAddress(String email) {
    Expect.invalid(
        UserFixtures.create(Map.of("email", email)),
        "email",
        "The email must be a valid email address.");
  }

  @Test
  void refusesAColonInTheUsername() {
    Expect.invalid(
        UserFixtures.create(Map.of("username", "a:b")),
        "username",
        "The username may not contain a colon.");
  }

  @Test
  void refusesAUsernameThatIsTaken() {
    Given.Person person = Given.person();

    Expect.invalid(
        UserFixtures.create(Map.of("username", person.username())),
        "username",
        "The username has already been taken.");
  }

  @Test
  void refusesAUsernameThatIsTakenInAnotherCase() {
    Given.Person person = Given.person();

    Expect.invalid(
        UserFixtures.create(Map.of("username", person.username().toUpperCase(Locale.ROOT))),
        "username",
        "The username has already been taken.");
  }

  @Test
  void allowsOneEmailAddressForTwoUsers() {
    Map<String, String> email = Map.of("email", Given.newName() + "@example.com");

    assertThat(UserFixtures.user(email)).isNotEqualTo(UserFixtures.user(email));
  }

  @Test
  void makesAUserWhoIsNotActivated() {
    Map<String, Object> fields = UserFixtures.fieldsWithout("activated");

    JsonNode made = Json.payload(Given.post(Given.admin(), Given.USERS, fields));

    assertThat(made.get("activated").asBoolean()).isFalse();
  }

  @Test
  void letsNobodySignInWhoIsNotActivated() {
    Map<String, Object> fields = UserFixtures.fieldsWithout("activated");
    fields.put("permissions", Given.grants("self.api"));
    Json.payload(Given.post(Given.admin(), Given.USERS, fields));

    Response answer =
        Given.api()
            .withBasic(fields.get("username").toString(), fields.get("password").toString())
            .get(Given.TOKENS);

    Expect.unauthorized(answer, Expect.BEARER, Expect.BASIC);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "true,true", "on,true", "0,false", "false,false", "no,false"})
  void readsActivatedAsPeopleWriteIt(String text, boolean activated) {
    JsonNode made = UserFixtures.created(Map.of("activated", text));

    assertThat(made.get("activated").asBoolean()).isEqualTo(activated);
  }

  @Test
  void refusesAnActivatedThatIsNeitherYesNorNo() {
    Expect.invalid(
        UserFixtures.create(Map.of("activated", "maybe")),
        "activated",
        "The activated field must be true or false.");
  }

  @Test
  void putsTheUserIntoGroups() {
    long group = Given.group(Map.of());

    JsonNode made = UserFixtures.created(Map.of("groups", List.of(group)));

    assertThat(made.get("groups").get("rows").get(0).get("id").asLong()).isEqualTo(group);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "-1", "x"})
  void refusesAGroupThatDoesNotExist(String group) {
    Expect.invalid(
        UserFixtures.create(Map.of("groups", List.of(group))),
        "groups",
        "The selected groups is invalid.");
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() {
    JsonNode made = UserFixtures.created(Map.of("id", 1, "role", "superadmin", "vip", true));

    assertThat(made.get("id").asLong()).isNotEqualTo(1);
    assertThat(made.get("role").isNull()).isTrue();
    assertThat(made.get("vip").asBoolean()).isFalse();
  }

  @Test
  void takesNullForAbsent() {
    Map<String, Object> fields = new HashMap<>(Given.newUser());
    TEXT_FIELDS.forEach(field -> fields.putIfAbsent(field, null));
    fields.putAll(Collections.singletonMap("permissions", null));
    fields.putAll(Collections.singletonMap("groups", null));

    JsonNode made = Json.payload(Given.post(Given.admin(), Given.USERS, fields));

    assertThat(made.get("last_name").isNull()).isTrue();
    assertThat(made.get("permissions")).isEqualTo(Json.parse("{}"));
    assertThat(made.get("groups").isNull()).isTrue();
  }

  @Test
  void makesNobodyWhenAFieldIsWrong() {
    String name = Given.newName();

    UserFixtures.create(Map.of("username", name, "email", "x"));

    JsonNode list = Json.of(Given.admin().queryParam("search", name).get(Given.USERS));
    assertThat(list.get("total").asInt()).isZero();
  }
}
