package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Clients.Client;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask about tokens, and how they show who they are (RFC 6749 section 2.3.1, RFC 7662). */
class IntrospectionCallersIT {

  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private final Token token = Clients.token(Map.of("audience", List.of(Clients.AUDIENCE)));

  @Test
  void aClientComesWithItsSecretInTheHeader() {
    assertActive(ask(Clients.with(Clients.API)));
  }

  @Test
  void orInTheBody() {
    assertActive(askByPost(Clients.API.id(), Clients.API.secret()));
  }

  /** As Apache's module does it; what is encoded although it need not be counts as well. */
  @Test
  void thePairInTheHeaderIsEncodedAsInAForm() {
    assertActive(ask(Clients.basic(encoded(Clients.API.id()), encoded(Clients.API.secret()))));
  }

  @Test
  void theClientsIdMayBeRepeatedInTheBody() {
    Map<String, String> parameters = Map.of("token", token.text(), "client_id", Clients.API.id());

    assertActive(Clients.introspect(Clients.with(Clients.API), parameters));
  }

  @Test
  void twoWaysAtOnceAreRefusedEvenWhereBothAreRight() {
    Map<String, String> parameters =
        Map.of(
            "token", token.text(),
            "client_id", Clients.API.id(),
            "client_secret", Clients.API.secret());

    assertAmbiguous(Clients.introspect(Clients.with(Clients.API), parameters));
    assertAmbiguous(Clients.introspect(Clients.admin(), parameters));
  }

  @Test
  void aTokenInTheAddressIsRefused() {
    Response answer =
        Clients.post(
            Clients.with(Clients.API),
            Clients.INTROSPECT + "?access_token=x",
            Map.of("token", token.text()));

    assertAmbiguous(answer);
  }

  /** Some clients look no further than a challenge, and would not tell what is wrong. */
  @Test
  void whatIsWrongWithTheQuestionIsNoMatterOfCredentials() {
    Response answer = Clients.introspect(Clients.admin(), Map.of("token_type_hint", "x"));

    Clients.assertError(answer, 400, "invalid_request");
    assertThat(answer.header("WWW-Authenticate")).isNull();
  }

  @Test
  void whoDoesNotSayWhoTheyAreIsRefused() {
    assertRefused(ask(Clients.anonymous()));
    assertRefused(ask(Clients.anonymous().header("Authorization", "Digest x")));
    assertRefused(ask(Clients.anonymous().header("Authorization", "Basic !")));
    assertRefused(ask(Clients.basic("%", "%")));
  }

  @Test
  void anUnknownClientAndAWrongSecretAreAnsweredAlike() {
    Response unknown = ask(Clients.basic(NOBODY, Clients.API.secret()));
    Response wrong = ask(Clients.basic(Clients.API.id(), neverIssued()));
    Response junk = ask(Clients.basic(Clients.API.id(), "junk"));

    assertRefused(unknown);
    assertThat(wrong.asString()).isEqualTo(unknown.asString());
    assertThat(junk.asString()).isEqualTo(unknown.asString());
    assertThat(wrong.headers().getValues("WWW-Authenticate"))
        .isEqualTo(unknown.headers().getValues("WWW-Authenticate"));
  }

  @Test
  void inTheBodyTheyAreRefusedAlike() {
    assertRefused(askByPost(NOBODY, Clients.API.secret()));
    assertRefused(askByPost(Clients.API.id(), "junk"));
    assertRefused(
        Clients.introspect(
            Clients.anonymous(),
            Map.of("token", token.text(), "client_secret", Clients.API.secret())));
  }

  @Test
  void aTokenIsNoSecretOfAClient() {
    assertRefused(ask(Clients.basic(Clients.API.id(), token.text())));
  }

  @Test
  void aPersonsPasswordIsNone() {
    assertRefused(
        ask(Clients.basic(Clients.SERVICE.adminUsername(), Clients.SERVICE.adminPassword())));
  }

  @Test
  void aSecretOfAClientIsNoToken() {
    assertRefused(ask(Clients.with(Clients.API.secret())));
    assertThat(Clients.with(Clients.API.secret()).get(Given.ME).statusCode()).isEqualTo(401);
  }

  @Test
  void aClientWithoutANameSeesOnlyTokensForNoCertainService() {
    Client nameless = Clients.register("nameless");
    Token forAll = Clients.token(Map.of());

    assertThat(Clients.introspected(Clients.with(nameless), forAll).get("active").asBoolean())
        .isTrue();
    Clients.assertInactive(ask(Clients.with(nameless)));
  }

  @Test
  void somebodyMayAskWithATokenThatHasThePermission() {
    String asking = asking(List.of(address(), Clients.AUDIENCE)).text();

    assertActive(ask(Clients.with(asking)));
  }

  @Test
  void suchATokenAsksForTheServicesThatItIsMeantFor() {
    Token forAll = Clients.token(Map.of());
    Token forUs = Clients.token(Map.of("audience", List.of(address())));
    Token asking = Clients.token(Map.of("scopes", List.of("tokenward.introspect")));

    assertThat(Clients.introspected(Clients.with(asking.text()), forAll).get("active").asBoolean())
        .isTrue();
    Clients.assertInactive(ask(Clients.with(asking.text())));
    Clients.assertInactive(
        Clients.introspect(
            Clients.with(asking(List.of(address(), Clients.AUDIENCE)).text()),
            Map.of("token", forUs.text())));
  }

  @Test
  void withoutThePermissionNobodyMayAsk() {
    Token narrow = Clients.token(Map.of("scopes", List.of("users.view")));
    Token powerless = Clients.tokenOfPersonWith(Map.of(), Map.of("name", "a"));

    for (Token asking : List.of(narrow, powerless)) {
      Response answer = ask(Clients.with(asking.text()));

      Clients.assertError(answer, 403, "insufficient_scope");
      assertThat(answer.headers().getValues("WWW-Authenticate"))
          .containsExactly(
              Expect.challenge(
                  Clients.address(),
                  ", error=\"insufficient_scope\", scope=\"tokenward.introspect\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"junk", ""})
  void aTokenThatDoesNotCountIsRefused(String asking) {
    Response answer = ask(Clients.anonymous().header("Authorization", "Bearer " + asking));

    Clients.assertError(answer, 401, "invalid_client");
    assertThat(answer.headers().getValues("WWW-Authenticate"))
        .containsExactly(
            Expect.BASIC,
            Expect.challenge(
                Clients.address(),
                ", error=\"invalid_token\", error_description=\"The token is not known, or does not count any more.\""));
  }

  private static void assertActive(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.<Boolean>path("active")).isTrue();
  }

  private static void assertAmbiguous(Response answer) {
    Clients.assertError(answer, 400, "invalid_request");
    assertThat(answer.headers().getValues("WWW-Authenticate"))
        .containsExactly(Expect.challenge(Clients.address(), ", error=\"invalid_request\""));
  }

  private static void assertRefused(Response answer) {
    Clients.assertError(answer, 401, "invalid_client");
    assertThat(answer.headers().getValues("WWW-Authenticate")).startsWith(Expect.BASIC);
  }

  private Response ask(RequestSpecification caller) {
    return Clients.introspect(caller, Map.of("token", token.text()));
  }

  private Response askByPost(String id, String secret) {
    return Clients.introspect(
        Clients.anonymous(),
        Map.of("token", token.text(), "client_id", id, "client_secret", secret));
  }

  private static Token asking(List<String> audience) {
    return Clients.token(Map.of("scopes", List.of("tokenward.introspect"), "audience", audience));
  }

  private static String address() {
    return Clients.address().toString();
  }

  /** Right by its checksum. */
  private static String neverIssued() {
    return BearerAuthenticationIT.neverIssued();
  }

  private static String encoded(String text) {
    return text.chars().mapToObj("%%%02X"::formatted).collect(Collectors.joining());
  }
}
