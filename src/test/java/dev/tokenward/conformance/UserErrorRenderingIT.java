package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors about users and groups in the rendering of RFC 9457. */
class UserErrorRenderingIT {

  private static RequestSpecification admin() {
    return Given.admin().accept("application/problem+json");
  }

  private static Response post(String path, Object body) {
    return Given.post(admin(), path, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS, Given.GROUPS})
  void tellAllWrongFields(String path) {
    JsonNode problem = Expect.problem(post(path, Map.of()), 422);

    assertThat(problem.get("errors").properties()).isNotEmpty();
    assertThat(problem.get("errors")).allMatch(sentences -> sentences.get(0).isTextual());
  }

  @Test
  void tellTheSameSentencesAsTheEnvelope() {
    Map<String, Object> wrong = UserFixtures.fields(Map.of("email", "x", "groups", List.of(-1)));

    JsonNode envelope = Json.of(Given.post(Given.admin(), Given.USERS, wrong));

    assertThat(Expect.problem(post(Given.USERS, wrong), 422).get("errors"))
        .isEqualTo(envelope.get("messages"));
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS, Given.GROUPS})
  void areUnprocessableForABodyThatIsNoJson(String path) {
    Expect.answer(Given.post(Given.admin(), path, "{"), 422, Expect.INVALID_JSON);
    Expect.problem(post(path, "{"), 422);
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS, Given.GROUPS})
  void areUnsupportedForAnotherContentType(String path) {
    Response answer = Given.admin().contentType("text/plain").body("x").post(path);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(Json.of(answer).get("status").asText()).isEqualTo("error");
    Expect.problem(admin().contentType("text/plain").body("x").post(path), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS, Given.GROUPS})
  void areTooLargeForALargeBody(String path) {
    Map<String, String> large = Map.of("notes", "x".repeat(70_000));

    assertThat(Given.post(Given.admin(), path, large).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS, Given.GROUPS})
  void areNotAllowedForAnotherVerb(String path) {
    Expect.answer(Given.admin().delete(path), 405, Expect.METHOD_NOT_ALLOWED);
    Expect.problem(admin().delete(path), 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS + "/1", Given.GROUPS + "/1"})
  void areNotAllowedForPostToOne(String path) {
    Expect.answer(Given.post(Given.admin(), path, Map.of()), 405, Expect.METHOD_NOT_ALLOWED);
    Expect.problem(post(path, Map.of()), 405);
  }
}
