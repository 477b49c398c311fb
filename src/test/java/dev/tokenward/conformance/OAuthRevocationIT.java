package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ending a token that was presented (RFC 7009). */
class OAuthRevocationIT {

  @Test
  void aServiceEndsATokenThatNamesIt() {
    Token token = forService(Clients.AUDIENCE);
    assertThat(isActive(token)).isTrue();

    assertDone(revoke(api(), token.text()));

    assertThat(isActive(token)).isFalse();
  }

  @Test
  void oneNameOfSeveralIsEnough() {
    Token token =
        Clients.token(Map.of("audience", List.of("https://another.example.com", Clients.AUDIENCE)));

    assertDone(revoke(api(), token.text()));

    assertThat(isActive(token)).isFalse();
  }

  @Test
  void aTokenForAnotherServiceStaysAndTheAnswerIsTheSame() {
    Token token = forService("https://another.example.com");

    assertDone(revoke(api(), token.text()));

    assertThat(isLive(token)).isTrue();
  }

  @Test
  void aTokenForNoCertainServiceStaysToo() {
    Token token = Clients.token(Map.of());

    assertDone(revoke(api(), token.text()));

    assertThat(isActive(token)).isTrue();
  }

  @Test
  void whoHasATokenMayEndIt() {
    Token token = Clients.token(Map.of());
    Token forAnother = forService("https://another.example.com");

    assertDone(revoke(Clients.anonymous(), token.text()));
    assertDone(revoke(Clients.anonymous(), forAnother.text()));

    assertThat(isActive(token)).isFalse();
    assertThat(isLive(forAnother)).isFalse();
    assertThat(Clients.with(token.text()).get(Given.ME).statusCode()).isEqualTo(401);
  }

  @Test
  void somebodyMayEndTokensForAServiceWithATokenThatHasThePermission() {
    Token asking =
        Clients.token(
            Map.of(
                "scopes", List.of("tokenward.revoke"),
                "audience", List.of(Clients.address().toString(), Clients.AUDIENCE)));
    Token token = forService(Clients.AUDIENCE);

    assertDone(revoke(Clients.with(asking.text()), token.text()));

    assertThat(isActive(token)).isFalse();
  }

  @Test
  void withoutThePermissionNobodyMay() {
    Token asking = Clients.token(Map.of("scopes", List.of("tokenward.introspect")));
    Token token = Clients.token(Map.of());

    Clients.assertError(
        revoke(Clients.with(asking.text()), token.text()), 403, "insufficient_scope");
    assertThat(isActive(token)).isTrue();
  }

  @Test
  void whatNeverWasAndWhatHasEndedAreAnsweredAlike() {
    Token token = forService(Clients.AUDIENCE);
    assertDone(revoke(api(), token.text()));

    assertDone(revoke(api(), token.text()));
    assertDone(revoke(Clients.anonymous(), token.text()));
    assertDone(revoke(api(), BearerAuthenticationIT.neverIssued()));
    assertDone(revoke(Clients.anonymous(), BearerAuthenticationIT.neverIssued()));
    assertDone(revoke(api(), "junk"));
    assertDone(revoke(Clients.anonymous(), "junk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "urn:nobody:knows"})
  void aWrongHintDoesNotKeepATokenAlive(String hint) {
    Token token = forService(Clients.AUDIENCE);

    assertDone(Clients.revoke(api(), Map.of("token", token.text(), "token_type_hint", hint)));

    assertThat(isActive(token)).isFalse();
  }

  @Test
  void aSecretOfAClientIsNotRevokedHere() {
    Clients.assertError(
        revoke(Clients.anonymous(), Clients.API.secret()), 400, "unsupported_token_type");
    Clients.assertError(revoke(api(), Clients.API.secret()), 400, "unsupported_token_type");

    assertThat(isActive(Clients.token(Map.of()))).isTrue();
  }

  @Test
  void aClientWhoseSecretIsWrongEndsNothing() {
    Token token = forService(Clients.AUDIENCE);

    Response answer = revoke(Clients.basic(Clients.API.id(), "wrong"), token.text());

    Clients.assertError(answer, 401, "invalid_client");
    assertThat(isActive(token)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "token=", "token=a&token=b"})
  void aFormThatMakesNoSenseIsRefused(String form) {
    Response answer =
        Clients.anonymous()
            .contentType("application/x-www-form-urlencoded")
            .body(form)
            .post(Clients.REVOKE);

    Clients.assertError(answer, 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
  void nothingButPostIsTaken(String verb) {
    Response answer = api().request(verb, Clients.REVOKE);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
  }

  private static RequestSpecification api() {
    return Clients.with(Clients.API);
  }

  private static Token forService(String audience) {
    return Clients.token(Map.of("audience", List.of(audience)));
  }

  private static Response revoke(RequestSpecification caller, String token) {
    return Clients.revoke(caller, Map.of("token", token));
  }

  private static boolean isActive(Token token) {
    return Clients.introspected(api(), token).get("active").asBoolean();
  }

  /** For tokens that are not the business of the service. */
  private static boolean isLive(Token token) {
    Response found = Clients.admin().get(Given.EVERYBODYS_TOKENS + "/" + token.id());
    return !Json.of(found).get("revoked").asBoolean();
  }

  private static void assertDone(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.asString()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }
}
