package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which questions of proxies make sense, and that all others are refused with 400. */
class GatewayQuestionsIT {

  private static final String EXT_AUTHZ = "/authz/ext-authz";

  @ParameterizedTest
  @ValueSource(strings = {"X-Original-URL", "X-Original-Method"})
  void authRequestNeedsTheOriginalRequest(String header) {
    assertMalformed(askWithout(Dialect.AUTH_REQUEST, header));
  }

  /** It hands on what a client says, who could choose the rest. */
  @Test
  void whatOauth2ProxysRecipeForNginxTellsIsNotEnough() {
    Response answer =
        Given.admin()
            .header("X-Forwarded-Uri", "/reports?month=5")
            .header("X-Auth-Request-Redirect", "/reports?month=5")
            .header("X-Real-IP", "203.0.113.7")
            .get(Dialect.AUTH_REQUEST.path());

    assertMalformed(answer);
    assertThat(answer.asString()).contains("The header X-Original-Method is missing");
  }

  /** It always asks at one path, and hands on the client's word about its address. */
  @Test
  void whatGatewayFabricMakesOfTheFilterForAuthorizationIsNotEnough() {
    Response answer =
        Given.admin().header("Path", "/reports?month=5").header("Method", "GET").get(EXT_AUTHZ);

    assertMalformed(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Forwarded-Method", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Uri"})
  void forwardAuthNeedsTheOriginalRequest(String header) {
    assertMalformed(askWithout(Dialect.FORWARD_AUTH, header));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_REQUEST, X-Original-Method, GET",
    "AUTH_REQUEST, X-Original-URL, https://app.example.com/reports?month=5",
    "FORWARD_AUTH, X-Forwarded-Uri, /reports?month=5",
    "FORWARD_AUTH, X-Forwarded-Host, app.example.com",
    "EXT_AUTHZ, X-Authz-Require, scope=assets.view"
  })
  void aHeaderThatIsThereTwiceIsRefusedEvenWhereBothSayTheSame(
      Dialect dialect, String header, String value) {
    RequestSpecification request = admin(dialect).header(header, value);
    if (!dialect.original().containsKey(header)) {
      request.header(header, value);
    }

    assertMalformed(request.get(dialect.path()));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_REQUEST, X-Forwarded-Uri, /public",
    "AUTH_REQUEST, X-Original-URI, /public",
    "AUTH_REQUEST, X-Forwarded-Method, DELETE",
    "FORWARD_AUTH, X-Original-Method, DELETE",
    "FORWARD_AUTH, X-Original-URI, /public",
    "FORWARD_AUTH, X-Original-URL, https://app.example.com/public"
  })
  void sourcesThatContradictEachOtherAreRefused(Dialect dialect, String header, String value) {
    assertMalformed(admin(dialect).header(header, value).get(dialect.path()));
  }

  @Test
  void sourcesThatAgreeAreFineAndSoIsTheNameByWhichAnotherProxyWasAsked() {
    Response answer =
        admin(Dialect.AUTH_REQUEST)
            .header("X-Forwarded-Uri", "/reports?month=5")
            .header("X-Forwarded-Host", "www.example.com")
            .get(Dialect.AUTH_REQUEST.path());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "PRI", "get", "NONSENSE", "G=T", "GET /"})
  void anOriginalMethodThatIsNoneIsRefused(String method) {
    assertMalformed(askWith(Dialect.AUTH_REQUEST, "X-Original-Method", method));
    assertMalformed(askWith(Dialect.FORWARD_AUTH, "X-Forwarded-Method", method));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "PRI", "NONSENSE"})
  void envoysOwnMethodIsCheckedLikewise(String method) {
    assertThat(ask(method, "/reports").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/reports",
        "app.example.com/",
        "ftp://a/b",
        "https://",
        "https:///x",
        "//a/b",
        "https://a?x/y",
        "https://a@b/",
        "https://a\\b/"
      })
  void anOriginalUrlThatIsNotAbsoluteIsRefused(String url) {
    assertMalformed(askWith(Dialect.AUTH_REQUEST, "X-Original-URL", url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reports", "http://app.example.com/", "/a b", "/a#b", "*"})
  void anOriginalTargetThatIsNoneIsRefused(String target) {
    assertMalformed(askWith(Dialect.FORWARD_AUTH, "X-Forwarded-Uri", target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
  void envoyAsksWithTheOriginalMethod(String method) {
    assertThat(ask(method, "/reports").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "//a//b/",
        "/a%2Fb%2f..%2f",
        "/../../api/v1/users/me",
        "/a/../b/./c",
        "/a?b|c={d}",
        "/a;b=c,d@e!$'()*+",
        "/?access_token=x&scope=nothing.there",
        "/authz/forward-auth"
      })
  void envoysPathIsTheClientsWhateverItLooksLike(String path) {
    Reply reply = ask("GET", path);

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.values("Remote-User")).hasSize(1);
  }

  @Test
  void aPathWhosePercentEncodingIsBrokenIsRefused() {
    Reply reply = ask("GET", "/%");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
  }

  @Test
  void envoyHasToTellAPath() {
    assertThat(ask("GET", "").status()).isEqualTo(400);
  }

  @Test
  void twoCredentialsAreRefused() {
    String header = "Authorization: Bearer " + Target.sharedAdminToken();

    Reply reply = Wire.send(Target.shared(), "GET " + EXT_AUTHZ + "/x HTTP/1.1", header, header);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nRemote-User: root", "a\u0000b", "a\u0001b"})
  void aControlCharacterInAHeaderIsRefused(String value) {
    Stream<String> headers =
        Dialect.AUTH_REQUEST.original().entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue());
    Stream<String> all =
        Stream.concat(
            headers,
            Stream.of(
                "Authorization: Bearer " + Target.sharedAdminToken(),
                "X-Forwarded-Host: " + value));

    Reply reply =
        Wire.send(
            Target.shared(),
            "GET " + Dialect.AUTH_REQUEST.path() + " HTTP/1.1",
            all.toArray(String[]::new));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("Remote-User")).doesNotContain("root");
  }

  @Test
  void aBodyIsNotReadAndDoesNotDisturbTheNextQuestion() {
    String question =
        "POST %s/x HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: 5\r\n"
            .formatted(
                EXT_AUTHZ, Target.shared().baseUri().getAuthority(), Target.sharedAdminToken());

    String answers =
        Wire.sendRaw(
            Target.shared(), question + "\r\nhello" + question + "Connection: close\r\n\r\nhello");

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
  }

  @Test
  void aTokenOfEightKilobytesAndSuchHeadersAreNoFault() {
    Response answer =
        admin(Dialect.FORWARD_AUTH).header("X", "a".repeat(8_000)).get("/authz/forward-auth");
    Response refused = Dialect.FORWARD_AUTH.ask(Given.with("twd_" + "a".repeat(8_000)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(401);
  }

  private static RequestSpecification admin(Dialect dialect) {
    return Given.admin().headers(dialect.original());
  }

  private static Response askWithout(Dialect dialect, String header) {
    Map<String, String> headers = new LinkedHashMap<>(dialect.original());
    headers.remove(header);
    return Given.admin().headers(headers).get(dialect.path());
  }

  private static Response askWith(Dialect dialect, String header, String value) {
    Map<String, String> headers = new LinkedHashMap<>(dialect.original());
    headers.put(header, value);
    return Given.admin().headers(headers).get(dialect.path());
  }

  private static Reply ask(String method, String path) {
    return Wire.send(
        Target.shared(),
        method + " " + EXT_AUTHZ + path + " HTTP/1.1",
        "Authorization: Bearer " + Target.sharedAdminToken());
  }

  private static void assertMalformed(Response answer) {
    GatewayAnswersIT.assertRefused(answer, 400, Expect.INVALID_REQUEST);
  }
}
