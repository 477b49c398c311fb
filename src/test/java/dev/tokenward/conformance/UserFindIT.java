package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /users/{id}: one user. */
class UserFindIT {

  private static final String UNKNOWN = Given.USERS + "/999999999999";

  @Test
  void answersWithTheBareObject() {
    Person viewer = Given.person("users.view");
    Person other = Given.person();

    JsonNode found = Json.of(Given.as(viewer).get(UserFixtures.path(other.id())));

    assertThat(Json.keys(found)).isEqualTo(CurrentUserIT.KEYS);
    assertThat(found.get("username").asText()).isEqualTo(other.username());
  }

  @Test
  void tellsOfAnUnknownUserWith200() {
    Expect.answer(Given.admin().get(UNKNOWN), 200, Expect.NO_USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "1.0", "0", "99999999999999999999999", "1%20"})
  void tellsOfWhatIsNoNumberWith200Too(String id) {
    Response answer = Given.admin().urlEncodingEnabled(false).get(Given.USERS + "/" + id);

    Expect.answer(answer, 200, Expect.NO_USER);
  }

  @Test
  void tellsOfAnUnknownUserHonestlyInAProblemDocument() {
    JsonNode problem =
        Expect.problem(Given.admin().accept("application/problem+json").get(UNKNOWN), 404);

    assertThat(problem.get("detail").asText())
        .isEqualTo("User does not exist or you do not have permission to view them.");
  }

  @Test
  void doesNotFindADeletedUser() {
    long id = UserFixtures.user(Map.of());
    Given.admin().delete(UserFixtures.path(id));

    Expect.answer(Given.admin().get(UserFixtures.path(id)), 200, Expect.NO_USER);
  }
}
