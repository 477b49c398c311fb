package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PATCH and PUT /users/{id}: a change keeps what it does not name. */
class UserChangeIT {

  private static Response change(String method, long id, Map<String, ?> fields) {
    return method.equals("PUT")
        ? Given.put(Given.admin(), UserFixtures.path(id), fields)
        : UserFixtures.change(id, fields);
  }

  private static long somebody() {
    return UserFixtures.user(
        Map.of(
            "last_name", "Hopper",
            "email", "grace@example.com",
            "jobtitle", "Admiral",
            "permissions", Map.of("users.view", 1),
            "groups", List.of(Given.group(Map.of()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void answersWithTheEnvelopeAndTheUserAfterwards(String method) {
    long id = somebody();

    JsonNode envelope = Json.of(change(method, id, Map.of("first_name", "Ada")));

    assertThat(Json.keys(envelope)).containsExactly("status", "messages", "payload");
    assertThat(envelope.get("messages").asText()).isEqualTo("User was successfully updated.");
    assertThat(envelope.get("payload").get("first_name").asText()).isEqualTo("Ada");
    assertThat(envelope.get("payload")).isEqualTo(UserFixtures.seen(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void keepsWhatIsAbsent(String method) {
    long id = somebody();
    JsonNode before = UserFixtures.seen(id);

    Json.payload(change(method, id, Map.of("first_name", "Ada")));

    JsonNode after = UserFixtures.seen(id);
    List<String> changed = List.of("name", "first_name", "updated_at");
    assertThat(CurrentUserIT.KEYS.stream().filter(key -> !changed.contains(key)).toList())
        .allSatisfy(key -> assertThat(after.get(key)).as(key).isEqualTo(before.get(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void tellsOfAnUnknownUserWith200(String method) {
    Expect.answer(change(method, 999_999_999, Map.of("first_name", "Ada")), 200, Expect.NO_USER);
  }

  @Test
  void changesNothingWhenNothingIsGiven() {
    long id = somebody();
    JsonNode before = UserFixtures.seen(id);

    JsonNode after = Json.payload(UserFixtures.change(id, Map.of()));

    assertThat(after.get("name")).isEqualTo(before.get("name"));
    assertThat(after.get("permissions")).isEqualTo(before.get("permissions"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"last_name", "email", "jobtitle"})
  void emptiesWhatIsNull(String field) {
    long id = somebody();

    Json.payload(UserFixtures.change(id, Collections.singletonMap(field, null)));

    assertThat(UserFixtures.seen(id).get(field).isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first_name", "username"})
  void doesNotEmptyWhatEverybodyHas(String field) {
    long id = somebody();

    Expect.invalid(
        UserFixtures.change(id, Collections.singletonMap(field, null)),
        field,
        "The " + field.replace('_', ' ') + " field is required.");
  }

  @Test
  void replacesPermissionsAsAWhole() {
    long id = somebody();

    Json.payload(UserFixtures.change(id, Map.of("permissions", Map.of("assets.view", 1))));

    assertThat(UserFixtures.seen(id).get("permissions"))
        .isEqualTo(Json.parse("{\"assets.view\":1}"));
  }

  @Test
  void replacesGroupsAsAWhole() {
    long id = somebody();
    long other = Given.group(Map.of());

    Json.payload(UserFixtures.change(id, Map.of("groups", List.of(other))));

    JsonNode groups = UserFixtures.seen(id).get("groups");
    assertThat(groups.get("total").asInt()).isEqualTo(1);
    assertThat(groups.get("rows").get(0).get("id").asLong()).isEqualTo(other);
  }

  @Test
  void takesTheUserOutOfAllGroups() {
    long id = somebody();

    Json.payload(UserFixtures.change(id, Map.of("groups", List.of())));

    assertThat(UserFixtures.seen(id).get("groups").isNull()).isTrue();
  }

  @Test
  void refusesAUsernameThatIsTaken() {
    Person person = Given.person();

    Expect.invalid(
        UserFixtures.change(
            somebody(), Map.of("username", person.username().toUpperCase(Locale.ROOT))),
        "username",
        "The username has already been taken.");
  }

  @Test
  void allowsToChangeTheCaseOfOnesUsername() {
    Person person = Given.person();
    String upper = person.username().toUpperCase(Locale.ROOT);

    JsonNode changed = Json.payload(UserFixtures.change(person.id(), Map.of("username", upper)));

    assertThat(changed.get("username").asText()).isEqualTo(upper);
  }

  @Test
  void refusesAWrongFieldAndKeepsAllOthers() {
    long id = somebody();

    Expect.invalid(
        UserFixtures.change(id, Map.of("first_name", "Ada", "email", "x")),
        "email",
        "The email must be a valid email address.");
    assertThat(UserFixtures.seen(id).get("first_name").asText()).isEqualTo("Grace");
  }

  @Test
  void endsAllTokensOfWhoIsNoLongerActivated() {
    Person person = Given.person();

    Json.payload(UserFixtures.change(person.id(), Map.of("activated", false)));

    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void revivesTheTokensOfWhoIsActivatedAgain() {
    Person person = Given.person();
    Json.payload(UserFixtures.change(person.id(), Map.of("activated", false)));

    Json.payload(UserFixtures.change(person.id(), Map.of("activated", true)));

    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void reachesLiveTokensAtOnce() {
    Person person = Given.person();
    PermissionAnswers.refused(Given.as(person).get(Given.USERS), "users.view");

    Json.payload(
        UserFixtures.change(person.id(), Map.of("permissions", Given.grants("users.view"))));

    assertThat(Given.as(person).get(Given.USERS).statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotReachADeletedUser() {
    long id = somebody();
    Given.admin().delete(UserFixtures.path(id));

    Expect.answer(UserFixtures.change(id, Map.of("first_name", "Ada")), 200, Expect.NO_USER);
  }
}
