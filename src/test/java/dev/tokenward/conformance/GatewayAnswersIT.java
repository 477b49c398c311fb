package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Target;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy is answered that asks whether a request may pass. */
class GatewayAnswersIT {

  private static final List<String> IDENTITY =
      List.of(
          "X-Auth-Request-User",
          "X-Auth-Request-Preferred-Username",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Email",
          "Remote-User",
          "Remote-Groups",
          "Remote-Name",
          "Remote-Email",
          "X-Auth-Token-Id",
          "X-Auth-Token-Scopes",
          "X-Auth-Token-Expires");

  @ParameterizedTest
  @EnumSource
  void aTokenThatMayPassIsAnsweredWithExactly200AndWhoItIs(Dialect dialect) {
    Person person = Given.person();

    Response answer = dialect.ask(Given.as(person));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).isEmpty();
    assertThat(answer.header("X-Auth-Request-User")).isEqualTo(Long.toString(person.id()));
    assertThat(answer.header("X-Auth-Request-Preferred-Username")).isEqualTo(person.username());
    assertThat(answer.header("Remote-User")).isEqualTo(person.username());
    assertThat(answer.header("Remote-Name")).isEqualTo("Grace");
    assertThat(answer.header("X-Auth-Token-Scopes")).isEqualTo("*");
  }

  @ParameterizedTest
  @EnumSource
  void everyHeaderIsThereOnceAndNoneIsEmpty(Dialect dialect) {
    Response answer = dialect.ask(Given.as(Given.person()));

    assertThat(IDENTITY)
        .allSatisfy(
            name -> assertThat(answer.headers().getValues(name)).hasSize(1).doesNotContain(""));
    assertThat(answer.header("X-Auth-Request-Email")).isEqualTo("-");
    assertThat(answer.header("Remote-Groups")).isEqualTo("-");
  }

  /** Some proxies hand all of them to the backend. */
  @Test
  void aYesHasNoHeadersButThoseForTheBackend() {
    Response answer = Dialect.EXT_AUTHZ.ask(Given.as(Given.person()));

    Stream<String> names = answer.headers().asList().stream().map(Header::getName);
    assertThat(names.filter(name -> !IDENTITY.contains(name)))
        .allMatch(
            name ->
                name.equalsIgnoreCase("Cache-Control")
                    || name.equalsIgnoreCase("Content-Length")
                    || name.contains("RateLimit"));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNoTokenIsToldHowToComeWithOne(Dialect dialect) {
    assertRefused(dialect.ask(Given.anonymous()), 401, Expect.BEARER);
  }

  @ParameterizedTest
  @EnumSource
  void junkIsRefused(Dialect dialect) {
    assertRefused(dialect.ask(Given.with("junk")), 401, Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatWasNeverIssuedIsRefused(Dialect dialect) {
    Response answer = dialect.ask(Given.with(BearerAuthenticationIT.neverIssued()));

    assertRefused(answer, 401, Expect.INVALID_TOKEN);
  }

  @Test
  void aPasswordIsNoToken() {
    Response answer = Dialect.FORWARD_AUTH.ask(Given.basic(Given.person()));

    assertRefused(answer, 401, Expect.BEARER);
  }

  @Test
  void aRevokedTokenIsRefusedAtOnceWhereItWasRevoked() {
    Token token = Given.token(Map.of("name", "Soon gone"));
    assertThat(Dialect.AUTH_REQUEST.ask(Given.with(token)).statusCode()).isEqualTo(200);

    Given.admin().delete(Given.TOKENS + "/" + token.id());

    assertRefused(Dialect.AUTH_REQUEST.ask(Given.with(token)), 401, Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @EnumSource
  void whoLacksAScopeIsToldWhich(Dialect dialect) {
    Response answer = dialect.ask(Given.as(Given.person()), "scope=assets.view");

    assertRefused(
        answer, 403, Expect.challenge(", error=\"insufficient_scope\", scope=\"assets.view\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json", "image/png", "*/*"})
  void aRefusalIsAProblemDocumentWhateverTheClientAccepts(String accept) {
    Response answer = Dialect.FORWARD_AUTH.ask(Given.anonymous().accept(accept));

    assertRefused(answer, 401, Expect.BEARER);
  }

  @Test
  void headersOnlyAreAnsweredAlike() {
    Person person = Given.person();

    Response yes = Given.as(person).headers(Dialect.FORWARD_AUTH.original()).head(path());
    Response no = Given.anonymous().headers(Dialect.FORWARD_AUTH.original()).head(path());

    assertThat(yes.statusCode()).isEqualTo(200);
    assertThat(yes.header("Remote-User")).isEqualTo(person.username());
    assertThat(no.statusCode()).isEqualTo(401);
    assertThat(no.header("X-Auth-Problem")).isNotBlank();
  }

  @Test
  void whatIsBesideTheRoutesIsNotThere() {
    assertThat(Given.anonymous().get("/authz/nothing").statusCode()).isEqualTo(404);
    assertThat(Given.anonymous().get("/authz/forward-auth/x").statusCode()).isEqualTo(404);
    assertThat(Given.anonymous().get("/authz/ext-authzx").statusCode()).isEqualTo(404);
  }

  /** A proxy that was given such an address must not take the answer for a yes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/authz",
        "/authz/",
        "/authz/forwardauth",
        "/authz/forward-auth/",
        "/authz/forward-auth/x",
        "/authz/auth-request;x",
        "/authz/ext-authzx",
        "/authz/ext-authz*",
        "/authz/ext-authz%2fadmin",
        "/authz/%66orward-auth",
        "/Authz/forward-auth",
        "//authz/forward-auth",
        "/./authz/forward-auth",
        "/%61uthz/forward-auth"
      })
  void whatIsNoQuestionIsNoYesWithAnyMethod(String path) {
    String token = "Authorization: Bearer " + Target.sharedAdminToken();
    for (String method : List.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "X")) {
      Reply reply = Wire.send(Target.shared(), method + " " + path + " HTTP/1.1", token);

      assertThat(reply.status()).as(method).isGreaterThanOrEqualTo(400);
      if (method.equals("OPTIONS") || path.startsWith("/authz")) {
        assertProblem(reply, 404);
      }
    }
  }

  @Test
  void aQuestionThatCannotBeReadIsRefusedAsProxiesUnderstandIt() {
    String question = "GET " + path() + " HTTP/1.1";
    String beside = "POST /authz/other HTTP/1.1";

    assertProblem(Wire.send(Target.shared(), question, "X: \u0001"), 400);
    assertProblem(Wire.send(Target.shared(), question, "X: " + "a".repeat(20_000)), 431);
    assertProblem(Wire.send(Target.shared(), question, "X: " + "a".repeat(80_000)), 431);
    assertProblem(Wire.send(Target.shared(), question, "Content-Length: 70000"), 413);
    assertProblem(Wire.send(Target.shared(), question, "Transfer-Encoding: gzip"), 400);
    assertProblem(Wire.send(Target.shared(), beside, "Content-Length: 70000"), 413);
    assertProblem(
        Wire.send(Target.shared(), "GET " + path() + "?" + "a".repeat(9_000) + " HTTP/1.1"), 414);
    assertProblem(Wire.send(Target.shared(), "GET /authz/ext-authz/% HTTP/1.1"), 400);
  }

  private static void assertProblem(Reply reply, int status) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(reply.values("X-Auth-Problem"))
        .singleElement()
        .satisfies(
            header -> assertThat(Json.parse(header).get("status").asInt()).isEqualTo(status));
  }

  private static String path() {
    return Dialect.FORWARD_AUTH.path();
  }

  static void assertRefused(Response answer, int status, String challenge) {
    JsonNode problem = Expect.problem(answer, status);
    assertThat(answer.headers().getValues("WWW-Authenticate")).containsExactly(challenge);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("X-Auth-Problem")).matches("[ -~]{1,2000}");
    assertThat(Json.parse(answer.header("X-Auth-Problem"))).isEqualTo(problem);
    assertThat(IDENTITY).allMatch(name -> answer.header(name) == null);
  }
}
