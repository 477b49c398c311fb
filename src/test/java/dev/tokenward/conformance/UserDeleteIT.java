package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DELETE /users/{id}: the user is gone and so is all that spoke for them. */
class UserDeleteIT {

  private static final String DELETED =
      """
      {"status":"success","messages":"User was successfully deleted.","payload":null}""";
  private static final String ONESELF =
      "You cannot delete yourself. Ask another administrator to do it.";

  private static Response delete(long id) {
    return Given.admin().delete(UserFixtures.path(id));
  }

  @Test
  void answersWithTheEnvelope() {
    Expect.answer(delete(UserFixtures.user(Map.of())), 200, DELETED);
  }

  @Test
  void tellsOfAnUnknownUserWith200() {
    Expect.answer(delete(999_999_999), 200, Expect.NO_USER);
  }

  @Test
  void tellsTheSecondTimeThatThereIsNoSuchUser() {
    long id = UserFixtures.user(Map.of());
    delete(id);

    Expect.answer(delete(id), 200, Expect.NO_USER);
  }

  @Test
  void endsEveryTokenOfTheUser() {
    Person person = Given.person("self.api");
    Token second = Given.token(Given.as(person), Map.of("name", "Second"));

    delete(person.id());

    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);
    Expect.unauthorized(Given.with(second).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void endsThePasswordOfTheUser() {
    Person person = Given.person("self.api");

    delete(person.id());

    Expect.unauthorized(Given.basic(person).get(Given.TOKENS), Expect.BEARER, Expect.BASIC);
  }

  @Test
  void takesTheUserOutOfTheGroupsCount() {
    long group = Given.group(Map.of());
    long id = UserFixtures.user(Map.of("groups", List.of(group)));
    assertThat(GroupFixtures.seen(group).get("users_count").asInt()).isEqualTo(1);

    delete(id);

    assertThat(GroupFixtures.seen(group).get("users_count").asInt()).isZero();
  }

  @Test
  void freesTheUsername() {
    Person former = Given.person();
    delete(former.id());

    JsonNode successor = UserFixtures.created(Map.of("username", former.username()));

    assertThat(successor.get("id").asLong()).isNotEqualTo(former.id());
    Expect.unauthorized(Given.as(former).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void refusesOneself() {
    Person person = Given.person("superuser");

    Response answer = Given.as(person).delete(UserFixtures.path(person.id()));

    Expect.answer(
        answer, 200, "{\"status\":\"error\",\"messages\":\"" + ONESELF + "\",\"payload\":null}");
    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOneselfHonestlyInAProblemDocument() {
    Person person = Given.person("users.delete");

    Response answer =
        Given.as(person).accept("application/problem+json").delete(UserFixtures.path(person.id()));

    assertThat(Expect.problem(answer, 409).get("detail").asText()).isEqualTo(ONESELF);
  }
}
