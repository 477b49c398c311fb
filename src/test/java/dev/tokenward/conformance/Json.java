package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads answers strictly: one JSON value, no key twice, its keys in the order they were sent. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("Not JSON: " + text, notJson);
    }
  }

  /** The body of an answer, which has to say that it is JSON. */
  static JsonNode of(Response response) {
    assertThat(response.contentType()).startsWith("application/json");
    return parse(response.asString());
  }

  /** What an envelope brings; it has to say that all went well. */
  static JsonNode payload(Response response) {
    JsonNode envelope = of(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(envelope.path("status").asText()).as(envelope.toString()).isEqualTo("success");
    assertThat(keys(envelope)).containsExactly("status", "messages", "payload");
    return envelope.get("payload");
  }

  static List<String> keys(JsonNode object) {
    return object.properties().stream().map(member -> member.getKey()).toList();
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** One member of each element, as text. */
  static List<String> column(JsonNode array, String key) {
    return elements(array).map(row -> row.get(key).asText()).toList();
  }
}
