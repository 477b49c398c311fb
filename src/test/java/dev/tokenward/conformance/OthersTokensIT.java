package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** GET and DELETE /tokens/{id}: one token of anybody. */
class OthersTokensIT {

  private static final String ONE = Given.EVERYBODYS_TOKENS + "/{id}";

  private static Token tokenOf(Person owner) {
    return Given.token(Given.basic(owner), Map.of("name", "Somebody's"));
  }

  private static Token tokenOfAnybody() {
    return tokenOf(Given.person("self.api"));
  }

  private static RequestSpecification administrator() {
    return Given.as(Given.person("admin"));
  }

  private static void assertEmpty(Response answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.asString()).isEmpty();
    assertThat(answer.header("Content-Type")).isNull();
  }

  private static void assertAlive(Token token) {
    assertThat(Given.with(token).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void anAdministratorSeesATokenAsTheListShowsIt() {
    Person owner = Given.person("self.api");
    Token token = tokenOf(owner);

    JsonNode seen = Json.of(administrator().get(ONE, token.id()));

    JsonNode rows =
        Json.of(Given.admin().queryParam("user_id", owner.id()).get(Given.EVERYBODYS_TOKENS))
            .get("rows");
    assertThat(seen).isEqualTo(rows.get(0));
    assertThat(Json.keys(seen)).isEqualTo(Json.keys(rows.get(0)));
    assertThat(seen.get("id").asText()).isEqualTo(token.id());
    assertThat(seen.get("user").get("username").asText()).isEqualTo(owner.username());
  }

  @Test
  void aRevokedTokenIsSeenToo() {
    Token token = tokenOfAnybody();
    administrator().delete(ONE, token.id());

    assertThat(Json.of(administrator().get(ONE, token.id())).get("revoked").asBoolean()).isTrue();
  }

  @Test
  void anAdministratorRevokesATokenOfAnybodyAndItIsRefusedAtOnce() {
    Token token = tokenOfAnybody();
    assertAlive(token);

    assertEmpty(administrator().delete(ONE, token.id()), 204);

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void revokingAgainIsNoError() {
    Token token = tokenOfAnybody();

    assertEmpty(administrator().delete(ONE, token.id()), 204);
    assertEmpty(administrator().delete(ONE, token.id()), 204);
  }

  @Test
  void revokingAtTheSameTimeIsNoError() {
    Token token = tokenOfAnybody();

    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(unused -> Given.admin().delete(ONE, token.id()).statusCode())
            .toList();

    assertThat(statuses).containsOnly(204);
  }

  @Test
  void theOtherTokensOfTheOwnerStayAlive() {
    Person owner = Given.person("self.api");
    Token gone = tokenOf(owner);
    Token kept = tokenOf(owner);

    administrator().delete(ONE, gone.id());

    assertAlive(kept);
  }

  @Test
  void anIdCountsInAnyCase() {
    Token token = tokenOfAnybody();

    assertEmpty(administrator().delete(ONE, token.id().toUpperCase(Locale.ROOT)), 204);
  }

  @Test
  void anUnknownIdIsNotFoundWithAnEmptyBody() {
    assertEmpty(administrator().get(ONE, UUID.randomUUID().toString()), 404);
    assertEmpty(administrator().delete(ONE, UUID.randomUUID().toString()), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "0-0-0-0-0", "9a8f7e6d-5c4b-4a2b-9c0d", "é🔑", "a b", "revoke"})
  void aMalformedIdIsNotFoundWithAnEmptyBody(String id) {
    assertEmpty(administrator().get(ONE, id), 404);
    assertEmpty(administrator().delete(ONE, id), 404);
  }

  @Test
  void whatIsNotFoundIsAProblemForWhoWantsOne() {
    Expect.problem(
        administrator().accept("application/problem+json").get(ONE, UUID.randomUUID().toString()),
        404);
  }

  @Test
  void anAdministratorRevokesNoTokenOfASuperuser() {
    Token token = tokenOf(Given.person("superuser"));

    PermissionAnswers.refusedWhateverTheScopes(administrator().delete(ONE, token.id()));

    assertAlive(token);
  }

  @Test
  void whoIsASuperuserByAGroupIsOne() {
    long group = Given.group(Map.of("superuser", 1));
    Token token = tokenOf(Given.person(Map.of(), List.of(group)));

    PermissionAnswers.refusedWhateverTheScopes(administrator().delete(ONE, token.id()));
  }

  @Test
  void aSuperuserRevokesATokenOfASuperuser() {
    Token token = tokenOf(Given.person("superuser"));

    assertEmpty(Given.as(Given.person("superuser")).delete(ONE, token.id()), 204);
  }

  @Test
  void aSuperusersTokenWithTheScopeOfAnAdministratorIsNoSuperuser() {
    Person superuser = Given.person("superuser");
    Token cutDown =
        Given.token(Given.as(superuser), Map.of("scopes", List.of("admin", "self.api")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.with(cutDown).delete(ONE, tokenOf(superuser).id()));
    assertEmpty(Given.with(cutDown).delete(ONE, tokenOfAnybody().id()), 204);
  }

  @Test
  void anAdministratorRevokesATokenOfAnother() {
    Token token = tokenOf(Given.person("admin", "self.api"));

    assertEmpty(administrator().delete(ONE, token.id()), 204);
  }

  @Test
  void aTokenMayRevokeItself() {
    Person superuser = Given.person("superuser");
    Token token = tokenOf(superuser);

    assertEmpty(Given.with(token).delete(ONE, token.id()), 204);

    Expect.unauthorized(Given.with(token).get(ONE, token.id()), Expect.INVALID_TOKEN);
  }

  @Test
  void nobodyElseSeesOrRevokesWhatIsAnothers() {
    Token token = tokenOfAnybody();
    Person person = Given.person("self.api", "users.view", "users.edit", "users.delete");

    PermissionAnswers.refused(Given.as(person).get(ONE, token.id()), "admin");
    PermissionAnswers.refused(Given.as(person).delete(ONE, token.id()), "admin");
    PermissionAnswers.refused(
        Given.with(Given.token(Map.of("scopes", List.of("self.api")))).delete(ONE, token.id()),
        "admin");
    Expect.unauthorized(Given.anonymous().delete(ONE, token.id()), Expect.BEARER);
    Expect.unauthorized(
        Given.basic(Given.person("superuser")).delete(ONE, token.id()), Expect.BEARER);

    assertAlive(token);
  }

  @Test
  void whoMayNotLearnsNothingOfWhatIsThere() {
    Person person = Given.person("self.api");

    String known = Given.as(person).get(ONE, tokenOfAnybody().id()).asString();
    String unknown = Given.as(person).get(ONE, UUID.randomUUID().toString()).asString();

    assertThat(known).isEqualTo(unknown);
  }
}
