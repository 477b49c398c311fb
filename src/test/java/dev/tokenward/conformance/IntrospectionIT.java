package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service is told of a token that it asks about (RFC 7662). */
class IntrospectionIT {

  /** A flush of last uses, and a half. */
  private static final Duration WRITTEN_DOWN = Duration.ofSeconds(20);

  @Test
  void ofATokenThatCountsEveryFieldIsTold() {
    long before = Instant.now().getEpochSecond();
    Token token =
        Clients.token(
            Map.of("name", "ci", "expires_in_days", 12, "audience", List.of(Clients.AUDIENCE)));

    JsonNode told = Clients.introspected(api(), token);

    assertThat(Json.keys(told))
        .containsExactly(
            "active",
            "scope",
            "client_id",
            "username",
            "token_type",
            "exp",
            "iat",
            "nbf",
            "sub",
            "aud",
            "iss",
            "jti",
            "ext");
    assertThat(told.get("active").isBoolean()).isTrue();
    assertThat(told.get("active").asBoolean()).isTrue();
    assertThat(told.get("client_id").asText()).isEqualTo("personal-access-token");
    assertThat(told.get("username").asText()).isEqualTo(Clients.SERVICE.adminUsername());
    assertThat(told.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(told.get("sub").isTextual()).isTrue();
    assertThat(told.get("sub").asText()).isEqualTo("1");
    assertThat(Json.elements(told.get("aud")).map(JsonNode::asText))
        .containsExactly(Clients.AUDIENCE);
    assertThat(told.get("iss").asText()).isEqualTo(Clients.address().toString());
    assertThat(told.get("jti").asText()).isEqualTo(token.id());
    assertThat(told.get("ext").toString())
        .isEqualTo("{\"token_name\":\"ci\",\"expires_in_days\":11}");
    assertThat(told.get("iat").isIntegralNumber()).isTrue();
    assertThat(told.get("iat").asLong()).isBetween(before - 2, before + 60);
    assertThat(told.get("nbf")).isEqualTo(told.get("iat"));
    assertThat(told.get("exp").isIntegralNumber()).isTrue();
    assertThat(told.get("exp").asLong() - told.get("iat").asLong())
        .isBetween(Duration.ofDays(12).toSeconds() - 2, Duration.ofDays(12).toSeconds());
  }

  @Test
  void nobodyMayKeepTheAnswer() {
    Response answer = Clients.introspect(api(), Map.of("token", Clients.token(Map.of()).text()));

    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.contentType()).isEqualTo("application/json");
  }

  @Test
  void aTokenForNoCertainServiceHasNoAudience() {
    assertThat(Clients.introspected(api(), Clients.token(Map.of())).has("aud")).isFalse();
  }

  @Test
  void theScopesAreWrittenOut() {
    Token token = Clients.token(Map.of("scopes", List.of("users.view", "kits.*")));

    assertThat(Clients.introspected(api(), token).get("scope").asText().split(" "))
        .containsExactlyInAnyOrder(
            "users.view", "kits.view", "kits.create", "kits.edit", "kits.delete");
  }

  @Test
  void aTokenWithoutScopesIsToldToAllowWhatItsOwnerMay() {
    Token token =
        Clients.tokenOfPersonWith(Given.grants("assets.view", "kits.view"), Map.of("name", "a"));

    assertThat(Clients.introspected(api(), token).get("scope").asText().split(" "))
        .containsExactlyInAnyOrder("assets.view", "kits.view");
  }

  @Test
  void aScopeThatTheOwnerLostIsNotTold() {
    Token token =
        Clients.tokenOfPersonWith(
            Given.grants("kits.view"),
            Map.of("name", "a", "scopes", List.of("kits.view", "self.api")));

    assertThat(Clients.introspected(api(), token).get("scope").asText()).isEqualTo("kits.view");
  }

  @Test
  void aTokenThatAllowsNothingHasNoScope() {
    Token token = Clients.tokenOfPersonWith(Map.of(), Map.of("name", "a"));

    JsonNode told = Clients.introspected(api(), token);

    assertThat(told.get("active").asBoolean()).isTrue();
    assertThat(told.has("scope")).isFalse();
  }

  @Test
  void aScopeThatIsRegisteredLaterIsToldOfAnAdministratorsTokenToo() {
    Token token = Clients.token(Map.of());
    String scope = Given.newName() + ".export";
    Clients.introspected(api(), token);

    Json.payload(
        Given.post(
            Clients.admin(), "/api/v1/scopes", Map.of("name", scope, "description", "Export.")));

    await()
        .atMost(WRITTEN_DOWN)
        .until(
            () ->
                List.of(Clients.introspected(api(), token).get("scope").asText().split(" "))
                    .contains(scope));
  }

  @Test
  void ofATokenThatNeverWasNothingIsTold() {
    Clients.assertInactive(introspect(BearerAuthenticationIT.neverIssued()));
    Clients.assertInactive(introspect("junk"));
    Clients.assertInactive(introspect("ü €\u0000"));
  }

  @Test
  void ofARevokedTokenNothingIsTold() {
    Token token = Clients.token(Map.of());
    assertThat(Clients.introspected(api(), token).get("active").asBoolean()).isTrue();

    Clients.admin().delete(Given.TOKENS + "/" + token.id());

    Clients.assertInactive(introspect(token.text()));
  }

  @Test
  void ofATokenOfADisabledUserNothingIsTold() {
    Token token = Clients.tokenOfPersonWith(Map.of(), Map.of("name", "a"));
    String id = Clients.introspected(api(), token).get("sub").asText();

    Json.payload(Given.patch(Clients.admin(), Given.USERS + "/" + id, Map.of("activated", false)));

    Clients.assertInactive(introspect(token.text()));
  }

  @Test
  void ofATokenForAnotherServiceNothingIsTold() {
    Token token = Clients.token(Map.of("audience", List.of("https://another.example.com")));

    Clients.assertInactive(introspect(token.text()));
  }

  @Test
  void oneNameOfSeveralIsEnough() {
    List<String> both = List.of("https://another.example.com", Clients.AUDIENCE);
    Token token = Clients.token(Map.of("audience", both));

    assertThat(Json.elements(Clients.introspected(api(), token).get("aud")).map(JsonNode::asText))
        .containsExactlyElementsOf(both);
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, true", "192.0.2.1, false", "2001:db8::1, true", "2001:db9::1, false"})
  void aTokenThatIsBoundToNetworksCountsWhereTheServiceSaysThatItCameFromThem(
      String address, boolean active) {
    Token token = Clients.token(Map.of("allowed_ips", List.of("10.0.0.0/8", "2001:db8::/32")));

    Response answer =
        Clients.introspect(api(), Map.of("token", token.text(), "client_ip", address));

    assertThat(answer.<Boolean>path("active")).isEqualTo(active);
    Clients.assertInactive(introspect(token.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "10.0.0.0/8", "10.0.0.1, 10.0.0.2", "fe80::1%eth0"})
  void anAddressThatIsNoneIsRefused(String address) {
    Response answer = Clients.introspect(api(), Map.of("token", "a", "client_ip", address));

    Clients.assertError(answer, 400, "invalid_request");
  }

  /** It is a use of the token; where it came from is never the address of the service. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.77",
    "2001:DB8:77:0::1, 2001:db8:77::1",
    "::ffff:192.0.2.77, 192.0.2.77",
    "'', unknown"
  })
  void theUseIsNotedWithTheAddressThatTheServiceTells(String told, String noted) {
    Token token = Clients.token(Map.of("name", Given.newName()));

    Clients.introspect(api(), Map.of("token", token.text(), "client_ip", told));

    await()
        .atMost(WRITTEN_DOWN)
        .until(
            () ->
                noted.equals(
                    Clients.admin()
                        .get(Given.EVERYBODYS_TOKENS + "/" + token.id())
                        .path("last_used_ip")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "urn:nobody:knows"})
  void aHintOfWhateverKindMakesNoDifference(String hint) {
    Token token = Clients.token(Map.of());

    Response answer =
        Clients.introspect(api(), Map.of("token", token.text(), "token_type_hint", hint));

    assertThat(answer.<Boolean>path("active")).isTrue();
  }

  @Test
  void parametersThatNobodyKnowsAreIgnored() {
    Token token = Clients.token(Map.of());

    Response answer = Clients.introspect(api(), Map.of("token", token.text(), "resource", "x"));

    assertThat(answer.<Boolean>path("active")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "Application/X-WWW-Form-URLEncoded"
      })
  void theContentTypeMaySayMore(String contentType) {
    Token token = Clients.token(Map.of());

    Response answer =
        api().contentType(contentType).body("token=" + token.text()).post(Clients.INTROSPECT);

    assertThat(answer.<Boolean>path("active")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=b",
        "token=",
        "token",
        "token=a&token=a",
        "token=a&token=",
        "token=a&token_type_hint=x&token_type_hint=y",
        "token=a&x=1&x=2",
        "token=%",
        "token=%zz",
        "token=%ff"
      })
  void aFormThatMakesNoSenseIsRefused(String form) {
    Response answer =
        api().contentType("application/x-www-form-urlencoded").body(form).post(Clients.INTROSPECT);

    Clients.assertError(answer, 400, "invalid_request");
  }

  @Test
  void aTokenInTheAddressIsNotRead() {
    Token token = Clients.token(Map.of());

    Response answer =
        Clients.post(api(), Clients.INTROSPECT + "?token=" + token.text(), Map.of("a", "b"));

    Clients.assertError(answer, 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/xml"})
  void nothingButAFormIsRead(String contentType) {
    Response answer =
        api().header("Content-Type", contentType).body("token=a").post(Clients.INTROSPECT);

    Clients.assertError(answer, 415, "invalid_request");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
    Response answer = Clients.introspect(api(), Map.of("token", "a".repeat(17_000)));

    Clients.assertError(answer, 413, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"})
  void nothingButPostIsTaken(String verb) {
    Response answer = api().request(verb, Clients.INTROSPECT);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth", "/oauth/", "/oauth/introspect/", "/oauth/introspect/x"})
  void whatIsBesideTheRoutesIsNotThere(String path) {
    assertThat(Clients.post(api(), path, Map.of("token", "a")).statusCode()).isEqualTo(404);
  }

  private static RequestSpecification api() {
    return Clients.with(Clients.API);
  }

  private static Response introspect(String token) {
    return Clients.introspect(api(), Map.of("token", token));
  }
}
