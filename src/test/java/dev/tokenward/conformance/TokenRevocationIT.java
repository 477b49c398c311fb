package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DELETE /account/personal-access-tokens/{id}. */
class TokenRevocationIT {

  @Test
  void aDeletedTokenIsGoneWithAnEmpty204() {
    Token token = Given.token(Map.of("name", "To be deleted"));

    assertEmpty(delete(Given.admin(), token.id()), 204);

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void deletingAgainIsNoError() {
    Token token = Given.token(Map.of("name", "To be deleted twice"));

    delete(Given.admin(), token.id());

    assertEmpty(delete(Given.admin(), token.id()), 204);
  }

  @Test
  void deletingAtTheSameTimeIsNoError() {
    Token token = Given.token(Map.of("name", "To be deleted by many"));

    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(unused -> delete(Given.admin(), token.id()).statusCode())
            .toList();

    assertThat(statuses).containsOnly(204);
  }

  @Test
  void aTokenMayDeleteItself() {
    Token token = Given.token(Map.of("name", "Deletes itself"));

    assertEmpty(delete(Given.with(token), token.id()), 204);

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
    Expect.unauthorized(delete(Given.with(token), token.id()), Expect.INVALID_TOKEN, Expect.BASIC);
  }

  @Test
  void otherTokensStayAlive() {
    Token gone = Given.token(Map.of("name", "Twin"));
    Token kept = Given.token(Map.of("name", "Twin"));

    delete(Given.admin(), gone.id());

    assertThat(Given.with(kept).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnknownIdIsNotFoundWithAnEmptyBody() {
    assertEmpty(delete(Given.admin(), UUID.randomUUID().toString()), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1", "0-0-0-0-0", "null", "9a8f7e6d-5c4b-4a2b-9c0d", "é🔑", "a b", "'"})
  void aMalformedIdIsNotFoundWithAnEmptyBody(String id) {
    assertEmpty(delete(Given.admin(), id), 404);
  }

  @Test
  void theIdOfAnotherIsNotFoundWithAnEmptyBody() {
    Person other = Given.person("self.api");
    Token token = Given.token(Given.as(other), Map.of("name", "Another's"));

    assertEmpty(delete(Given.admin(), token.id()), 404);

    assertThat(Given.with(token).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void anIdCountsInAnyCase() {
    Token token = Given.token(Map.of("name", "Shouted"));

    assertEmpty(delete(Given.admin(), token.id().toUpperCase(Locale.ROOT)), 204);
  }

  @Test
  void aDeletedTokenIsNotRevivedByAnother() {
    Token token = Given.token(Map.of("name", "Dead"));
    delete(Given.admin(), token.id());

    Given.token(Map.of("name", "Dead", "id", token.id(), "revoked", false));

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void deletingNeedsTheSelfApiPermission() {
    PermissionAnswers.refused(
        delete(Given.as(Given.person()), UUID.randomUUID().toString()), "self.api");
    PermissionAnswers.refused(
        delete(Given.as(Given.person("admin")), UUID.randomUUID().toString()), "self.api");
  }

  @Test
  void deletingNeedsACredential() {
    Expect.unauthorized(delete(Given.anonymous(), "x"), Expect.BEARER, Expect.BASIC);
  }

  private static Response delete(RequestSpecification caller, String id) {
    return caller.delete(Given.TOKENS + "/{id}", id);
  }

  private static void assertEmpty(Response answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.asString()).isEmpty();
    assertThat(answer.header("Content-Type")).isNull();
  }
}
