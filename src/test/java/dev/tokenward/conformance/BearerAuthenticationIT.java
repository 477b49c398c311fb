package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens as RFC 6750 has them: who passes, and how those who don't are told. */
class BearerAuthenticationIT {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Test
  void whoBringsNothingIsToldNoErrorCode() {
    Expect.unauthorized(Given.anonymous().get(Given.ME), Expect.BEARER);
  }

  @Test
  void theTokenRoutesOfferBasicToo() {
    Expect.unauthorized(Given.anonymous().get(Given.TOKENS), Expect.BEARER, Expect.BASIC);
    Expect.unauthorized(Given.with("junk").get(Given.TOKENS), Expect.INVALID_TOKEN, Expect.BASIC);
  }

  @Test
  void aWellFormedTokenThatNobodyIssuedIsInvalid() {
    Expect.unauthorized(Given.with(neverIssued()).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void aBrokenChecksumIsInvalid() {
    String token = Given.token(Map.of("name", "Mistyped")).text();
    String mistyped = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");

    Expect.unauthorized(Given.with(mistyped).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/problem+json"})
  void junkComesFromNobodyWhateverElseTheRequestWants(String accept) {
    RequestSpecification junk = Given.with("junk").accept(accept);

    assertThat(junk.put(Given.TOKENS).statusCode()).isEqualTo(401);
    assertThat(junk.post("/api/v1/nothing").statusCode()).isEqualTo(401);
    assertThat(junk.options(Given.ME).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenThatCouldBeOneDoesNotChangeWhatAWrongVerbIsTold() {
    String token = neverIssued();

    assertThat(Given.with(token).put(Given.TOKENS).statusCode()).isEqualTo(405);
    assertThat(Given.with(token).get(Given.TOKENS).statusCode()).isEqualTo(401);
    assertThat(Given.with(token).put(Given.TOKENS).statusCode()).isEqualTo(405);
  }

  @Test
  void aTokenInTheWrongCaseIsInvalid() {
    String token = Given.token(Map.of("name", "Shouted")).text();

    Expect.unauthorized(
        Given.with(token.toUpperCase(Locale.ROOT)).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "twd_", "twd_x", "a b", "a,b", "=", "\"x\"", "eyJ0eXAiOiJKV1QifQ.e30.c2ln"})
  void aMalformedTokenIsInvalid(String token) {
    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "bearer   "})
  void aSchemeWithoutATokenIsInvalid(String value) {
    Expect.unauthorized(
        Given.anonymous().header("Authorization", value).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void anOverlongTokenIsInvalid() {
    Expect.unauthorized(
        Given.with("twd_" + "a".repeat(12_000)).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void aTokenWithOtherThanAsciiIsInvalid() {
    Reply reply = authorized("Bearer twd_é🔑");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEqualTo(Expect.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a\u0001b", "Bearer a\u0000b", "Bearer a\u007fb", "Bearer a\rb"})
  void aControlCharacterInTheHeaderIsABadRequest(String value) {
    assertThat(authorized(value).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "BEARER", "bEaReR"})
  void theNameOfTheSchemeCountsInAnyCase(String scheme) {
    Response answer =
        Given.anonymous()
            .header("Authorization", scheme + " " + Target.sharedAdminToken())
            .get(Given.ME);

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token x", "Digest username=x", "Bearerx", "x", "", "Negotiate"})
  void anotherSchemeIsNoCredential(String value) {
    Expect.unauthorized(
        Given.anonymous().header("Authorization", value).get(Given.ME), Expect.BEARER);
  }

  @Test
  void twoHeadersAreAnInvalidRequestEvenWhenTheyAgree() {
    String header = "Authorization: Bearer " + Target.sharedAdminToken();

    Reply reply = Wire.send(Target.shared(), "GET " + Given.ME + " HTTP/1.1", header, header);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
    assertThat(Json.keys(Json.parse(reply.body())))
        .containsExactly("status", "messages", "payload");
  }

  @Test
  void twoMethodsAreAnInvalidRequest() {
    Reply reply =
        Wire.send(
            Target.shared(),
            "GET " + Given.TOKENS + " HTTP/1.1",
            "Authorization: Bearer " + Target.sharedAdminToken(),
            "Authorization: Basic eDp5");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
  }

  @Test
  void aTokenInTheAddressIsAnInvalidRequest() {
    Response answer =
        Given.anonymous().queryParam("access_token", Target.sharedAdminToken()).get(Given.ME);

    assertInvalidRequest(answer);
  }

  @Test
  void aTokenInTheAddressAndTheHeaderIsAnInvalidRequest() {
    assertInvalidRequest(Given.admin().queryParam("access_token", "x").get(Given.ME));
  }

  @Test
  void aTokenInTheAddressOfAnUnknownPathIsAnInvalidRequest() {
    assertInvalidRequest(Given.anonymous().queryParam("access_token", "x").get("/api/v1/nothing"));
  }

  @Test
  void aTokenInTheBodyIsNoCredential() {
    Response answer =
        Given.anonymous().formParam("access_token", Target.sharedAdminToken()).post(Given.TOKENS);

    Expect.unauthorized(answer, Expect.BEARER, Expect.BASIC);
  }

  @Test
  void anExpiredTokenIsInvalid() {
    Token token =
        Given.token(Map.of("expires_at", Instant.now().plus(Duration.ofSeconds(5)).toString()));
    assertThat(Given.with(token).get(Given.ME).statusCode()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN));
  }

  @Test
  void aRevokedTokenIsInvalid() {
    Token token = Given.token(Map.of("name", "Revoked"));

    Given.admin().delete(Given.TOKENS + "/" + token.id());

    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void theTokenOfADisabledUserIsInvalid() {
    Person person = Given.person();

    Json.payload(
        Given.patch(Given.admin(), Given.USERS + "/" + person.id(), Map.of("activated", false)));

    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void theTokenOfADeletedUserIsInvalid() {
    Person person = Given.person();

    Json.payload(Given.admin().delete(Given.USERS + "/" + person.id()));

    Expect.unauthorized(Given.as(person).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void whoLacksThePermissionIsToldSo() {
    Response answer = Given.as(Given.person()).get(Given.TOKENS);

    Expect.forbidden(answer);
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo(Expect.challenge(", error=\"insufficient_scope\", scope=\"self.api\""));
  }

  @Test
  void aTokenNeedsNoPermissionToBeUsed() {
    assertThat(Given.as(Given.person()).get(Given.ME).statusCode()).isEqualTo(200);
  }

  private static void assertInvalidRequest(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().getValues("WWW-Authenticate"))
        .containsExactly(Expect.INVALID_REQUEST);
    assertThat(Json.of(answer).get("status").asText()).isEqualTo("error");
  }

  private static Reply authorized(String value) {
    return Wire.send(Target.shared(), "GET " + Given.ME + " HTTP/1.1", "Authorization: " + value);
  }

  /** A token whose checksum fits, with so many zeros that none was ever generated like it. */
  static String neverIssued() {
    String unchecked = "twd_" + "0".repeat(43);
    CRC32 crc = new CRC32();
    crc.update(unchecked.getBytes(StandardCharsets.US_ASCII));
    StringBuilder checksum = new StringBuilder();
    for (long rest = crc.getValue(); checksum.length() < 6; rest /= DIGITS.length()) {
      checksum.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
    }
    return unchecked + checksum;
  }
}
