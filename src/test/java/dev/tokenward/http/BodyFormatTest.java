package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are read strictly. */
class BodyFormatTest {

  @Test
  void aBodyIsOneJsonObject() {
    assertThat(json(" {\"name\":\"å😀\",\"x\":[true,null,{}]} "))
        .hasToString("{\"name\":\"å😀\",\"x\":[true,null,{}]}");
    assertThat(json("{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"x\"",
        "[]",
        "{",
        "}",
        "{\"a\":1",
        "{\"a\":1},",
        "{} {}",
        "{}x",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":1 /**/}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":1,\"a\":2}",
        "{\"b\":{\"a\":1,\"a\":2}}",
        "\uFEFF{}",
      })
  void anythingElseIsMalformed(String body) {
    assertThatThrownBy(() -> json(body)).satisfies(BodyFormatTest::isMalformedBody);
  }

  @Test
  void nestingIsBounded() {
    assertThat(json("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")).hasSize(1);
    assertThatThrownBy(() -> json("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
        .satisfies(BodyFormatTest::isMalformedBody);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1.50", "1e999999999", "-1E-99999999999999"})
  void aNumberIsKeptAsItIsWritten(String number) {
    assertThat(json("{\"a\":" + number + "}").get("a").asText()).isEqualTo(number);
  }

  @Test
  void aNumberMayBeAsLongAsABody() {
    String number = "9".repeat(60_000);

    assertThat(json("{\"a\":[{\"b\":" + number + "}]}").at("/a/0/b").asText()).isEqualTo(number);
  }

  /** The lowest byte of U+0462 is that of a b. Found by JsonBodyFuzzTest. */
  @Test
  void aLetterOfAnotherAlphabetIsNoHexadecimalDigit() {
    assertThatThrownBy(() -> json("{\"name\":\"\\u004\u0462\"}"))
        .satisfies(BodyFormatTest::isMalformedBody);
    assertThat(json("{\"name\":\"\\\\u004\u0462\"}").get("name").textValue())
        .isEqualTo("\\u004\u0462");
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    byte[] latin = "{\"a\":\"å\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> BodyFormat.json(latin)).satisfies(BodyFormatTest::isMalformedBody);
    assertThatThrownBy(() -> BodyFormat.form(latin)).satisfies(BodyFormatTest::isMalformedBody);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "name=x                    | {\"name\":\"x\"}",
        "name=a+b%20c%26           | {\"name\":\"a b c&\"}",
        "name=%C3%A5               | {\"name\":\"å\"}",
        "name                      | {\"name\":\"\"}",
        "name=                     | {\"name\":\"\"}",
        "name=a=b                  | {\"name\":\"a=b\"}",
        "a=1&&b=2&                 | {\"a\":\"1\",\"b\":\"2\"}",
        "a=1&a=2                   | {\"a\":\"2\"}",
        "a[]=1&a[]=2               | {\"a\":[\"1\",\"2\"]}",
        "a%5B%5D=1                 | {\"a\":[\"1\"]}",
        "p[admin]=1&p[users.view]=0| {\"p\":{\"admin\":\"1\",\"users.view\":\"0\"}}",
        "a=1&a[]=2                 | {\"a\":[\"2\"]}",
        "a[]=1&a[b]=2              | {\"a\":{\"b\":\"2\"}}",
        "a[b][c]=1                 | {\"a[b][c]\":\"1\"}",
        "[]=1                      | {\"[]\":\"1\"}",
        "=x                        | {\"\":\"x\"}",
      })
  void aFormNamesMembersAsPhpDoes(String form, String fields) {
    assertThat(BodyFormat.form(form)).hasToString(fields);
  }

  @Test
  void anEmptyFormHasNoFields() {
    assertThat(BodyFormat.form("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%zz", "%e=1", "a=%2"})
  void aBrokenEscapeInAFormIsMalformed(String form) {
    assertThatThrownBy(() -> BodyFormat.form(form)).satisfies(BodyFormatTest::isMalformedBody);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=%E5", "%ff=1", "a=%C3", "a=%C3%28", "a=%ED%A0%80", "a=%C0%80", "a=\uFFFD"})
  void anEscapeInAFormThatIsNotUtf8IsMalformed(String form) {
    assertThatThrownBy(() -> BodyFormat.form(form)).satisfies(BodyFormatTest::isMalformedBody);
  }

  @Test
  void aFormMayHaveCharactersWithoutAnEscape() {
    byte[] form = "a=å+%C3%A5".getBytes(StandardCharsets.UTF_8);

    assertThat(BodyFormat.form(form).get("a").asText()).isEqualTo("å å");
  }

  @Test
  void aFormWithMoreFieldsThanAllowedIsRefusedWhole() {
    assertThat(BodyFormat.form("a=1&".repeat(999) + "b=2").get("b").asText()).isEqualTo("2");
    assertThatThrownBy(() -> BodyFormat.form("a=1&".repeat(1_000) + "b=2"))
        .satisfies(BodyFormatTest::isMalformedBody);
  }

  private static JsonNode json(String body) {
    return BodyFormat.json(body.getBytes(StandardCharsets.UTF_8));
  }

  private static void isMalformedBody(Throwable thrown) {
    assertThat(thrown).isInstanceOf(ProblemException.class);
    assertThat(((ProblemException) thrown).problem()).isInstanceOf(Problem.MalformedBody.class);
  }
}
