package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A problem document that travels in a header. */
class ProblemHeaderTest {

  @Test
  void isTheSameJsonInAsciiOnly() {
    String json = new JsonObject().put("detail", "é\u2028\u007f🔑\r\n").encode();

    String header = ProblemHeader.ascii(json);

    assertThat(header).matches("[ -~]+");
    assertThat(new JsonObject(header)).isEqualTo(new JsonObject(json));
  }

  @Test
  void isLeftOutWhereItWouldNotFit() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    ProblemHeader.addTo(
        headers,
        ErrorAnswer.envelope(400, "x".repeat(2_000)),
        new Occurrence("r", Optional.empty()));

    assertThat(headers.isEmpty()).isTrue();
  }
}
