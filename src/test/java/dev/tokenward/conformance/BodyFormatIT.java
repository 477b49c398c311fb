package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Secrets;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may be: JSON read strictly, a form, or nothing beside a query. */
class BodyFormatIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"name\":",
        "nonsense",
        "null",
        "1",
        "\"x\"",
        "[]",
        "[{\"name\":\"x\"}]",
        "{} {}",
        "{}x",
        "{'name':'x'}",
        "{name:\"x\"}",
        "{\"name\":\"x\",}",
        "{\"name\":NaN}",
        "{\"name\":\"a\nb\"}",
        "/* x */ {}",
        "{\"name\":\"\\uZZZZ\"}"
      })
  void aBrokenBodyIsNoJson(String body) {
    Expect.answer(json(body), 422, Expect.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"a\",\"name\":\"a\"}", "{\"x\":{\"y\":1,\"y\":2}}"})
  void aKeyMayNotComeTwice(String body) {
    Expect.answer(json(body), 422, Expect.INVALID_JSON);
  }

  @Test
  void aBodyMayNotBeNestedTooDeep() {
    Expect.answer(json(nested(10_000)), 422, Expect.INVALID_JSON);
    Expect.answer(json(nested(40)), 422, Expect.INVALID_JSON);
  }

  @Test
  void aBodyMayBeNested() {
    assertThat(nameOf(json(nested(10)))).isEqualTo("Auth Token");
  }

  @Test
  void aBodyHasToBeUtf8() {
    byte[] latin1 = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    Response answer = Given.admin().contentType(ContentType.JSON).body(latin1).post(Given.TOKENS);

    Expect.answer(answer, 422, Expect.INVALID_JSON);
  }

  @Test
  void unknownFieldsAreIgnored() {
    String name =
        nameOf(json("{\"name\":\"Known\",\"unknown\":[1,{\"x\":null}],\"id\":7,\"revoked\":true}"));

    assertThat(name).isEqualTo("Known");
  }

  @Test
  void jsonMayNameItsCharset() {
    Response answer =
        Given.admin()
            .header("Content-Type", "application/json; charset=utf-8")
            .body("{\"name\":\"é\"}".getBytes(StandardCharsets.UTF_8))
            .post(Given.TOKENS);

    assertThat(nameOf(answer)).isEqualTo("é");
  }

  @Test
  void aBodyMayBeAForm() {
    assertThat(nameOf(form("name=a+b%26c%C3%A9&unknown=1"))).isEqualTo("a b&cé");
  }

  @Test
  void aFormMayHaveLists() {
    Response answer = form("name=Form&scopes[]=users.view&scopes%5B%5D=self.api");

    assertThat(Json.payload(answer).get("scopes").toString())
        .isEqualTo("[\"users.view\",\"self.api\"]");
    Secrets.register(Json.payload(answer).get("token").asText());
  }

  @Test
  void aMalformedFormIsRefused() {
    Expect.answer(form("name=%zz"), 422, Expect.INVALID_JSON);
  }

  @Test
  void aFormHasToBeUtf8() {
    Expect.answer(form("name=%E9"), 422, Expect.INVALID_JSON);
  }

  @Test
  void fieldsInTheQueryHaveToBeUtf8() {
    Response answer =
        Given.admin().urlEncodingEnabled(false).post(Given.TOKENS + "?name=%E9&description=x");

    Expect.answer(
        answer,
        400,
        """
        {"status":"error","messages":"The address of the request is malformed.","payload":null}""");
  }

  @Test
  void fieldsMayComeInTheQuery() {
    Response answer = Given.admin().queryParam("name", "From the query").post(Given.TOKENS);

    assertThat(nameOf(answer)).isEqualTo("From the query");
  }

  @Test
  void theBodyWinsOverTheQuery() {
    Response answer =
        Given.post(
            Given.admin().queryParam("name", "From the query"),
            Given.TOKENS,
            Map.of("name", "From the body"));

    assertThat(nameOf(answer)).isEqualTo("From the body");
  }

  @Test
  void anEmptyBodyIsNoFields() {
    assertThat(nameOf(Given.admin().post(Given.TOKENS))).isEqualTo("Auth Token");
    assertThat(nameOf(json("{}"))).isEqualTo("Auth Token");
  }

  @Test
  void whoTheCallerIsComesBeforeWhatTheBodyIs() {
    Expect.unauthorized(
        Given.post(Given.anonymous(), Given.TOKENS, "{"), Expect.BEARER, Expect.BASIC);
    PermissionAnswers.refused(Given.post(Given.as(Given.person()), Given.TOKENS, "{"), "self.api");
  }

  private static Response json(String body) {
    return Given.post(Given.admin(), Given.TOKENS, body);
  }

  private static Response form(String body) {
    return Given.admin()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .body(body)
        .post(Given.TOKENS);
  }

  private static String nested(int depth) {
    return "{\"unknown\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private static String nameOf(Response created) {
    Secrets.register(Json.payload(created).get("token").asText());
    return Json.payload(created).get("name").asText();
  }
}
