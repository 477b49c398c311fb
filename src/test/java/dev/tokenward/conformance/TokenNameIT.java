package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token may be called. */
class TokenNameIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":null}",
        "{\"name\":\"\"}",
        "{\"name\":\"   \"}",
        "{\"name\":\"\\t\\n\\u00a0\\u3000\"}"
      })
  void aNameThatIsAbsentNullOrBlankIsAuthToken(String body) {
    assertThat(nameAfter(body)).isEqualTo("Auth Token");
  }

  @Test
  void aNameIsTrimmed() {
    assertThat(nameAfter("{\"name\":\" \\t\\u00a0a  b\\u3000\\r\\n\"}")).isEqualTo("a  b");
  }

  @ParameterizedTest
  @CsvSource({
    "123, 123",
    "-1.5, -1.5",
    "1e999999999, 1e999999999",
    "0, 0",
    "true, true",
    "false, false"
  })
  void aNumberOrBooleanIsTakenAsText(String json, String text) {
    JsonNode name = payload("{\"name\":" + json + "}").get("name");

    assertThat(name.isTextual()).isTrue();
    assertThat(name.asText()).isEqualTo(text);
  }

  @Test
  void aNumberOf256DigitsIsTooLong() {
    Expect.invalid(
        create("{\"name\":" + "9".repeat(256) + "}"),
        "name",
        "The name may not be greater than 255 characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"x\"]", "{}", "{\"x\":1}"})
  void aListOrObjectIsNoName(String json) {
    Expect.invalid(create("{\"name\":" + json + "}"), "name", "The name must be a string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "🔑"})
  void aNameOf255CharactersIsFine(String character) {
    String name = character.repeat(255);

    assertThat(nameAfter(Map.of("name", name))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "🔑"})
  void aNameOf256CharactersIsTooLong(String character) {
    Expect.invalid(
        create(Map.of("name", character.repeat(256))),
        "name",
        "The name may not be greater than 255 characters.");
  }

  @Test
  void theLengthCountsAfterTrimming() {
    assertThat(nameAfter(Map.of("name", "  " + "x".repeat(255) + "  "))).hasSize(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\n", "\\t", "\\u001b", "\\u007f", "\\u0085", "\\ud800"})
  void aNameHasNoControlCharacters(String character) {
    Expect.invalid(
        create("{\"name\":\"a" + character + "b\"}"),
        "name",
        "The name may not contain control characters.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Überwachung",
        "監視スクリプト",
        "👩‍💻🔑",
        "Ñ and Ñ",
        "مراقبة",
        "<b>&\"'</b>",
        "a/b?c#d%"
      })
  void unicodeIsKeptAsItIs(String name) {
    JsonNode payload = payload(Map.of("name", name));

    assertThat(payload.get("name").asText()).isEqualTo(name);
    assertThat(Json.column(Json.payload(Given.admin().get(Given.TOKENS)), "name")).contains(name);
  }

  @Test
  void theMessageNamesTheToken() {
    Response answer = create(Map.of("name", "Étage 3"));

    Secrets.register(Json.payload(answer).get("token").asText());
    assertThat(Json.of(answer).get("messages").asText())
        .isEqualTo("Personal API Key Étage 3 created successfully");
  }

  @Test
  void namesMayComeTwice() {
    Map<String, String> fields = Map.of("name", Given.newName());

    JsonNode one = payload(fields);
    JsonNode other = payload(fields);

    assertThat(one.get("id")).isNotEqualTo(other.get("id"));
    assertThat(one.get("token")).isNotEqualTo(other.get("token"));
  }

  private static String nameAfter(Object body) {
    return payload(body).get("name").asText();
  }

  private static JsonNode payload(Object body) {
    JsonNode payload = Json.payload(create(body));
    Secrets.register(payload.get("token").asText());
    return payload;
  }

  private static Response create(Object body) {
    return Given.post(Given.admin(), Given.TOKENS, body);
  }
}
