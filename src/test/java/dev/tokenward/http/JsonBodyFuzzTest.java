package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.io.IOException;
import java.util.Iterator;

/** Whatever is sent as JSON is read as others read it, or refused as malformed. */
class JsonBodyFuzzTest {

  private static final ObjectMapper OTHERS = new ObjectMapper();

  @FuzzTest
  void anObjectHasTheFieldsThatOthersSee(byte @NotNull [] body) throws IOException {
    ObjectNode read;
    try {
      read = BodyFormat.json(body);
    } catch (ProblemException refused) {
      assertThat(refused.problem()).isInstanceOf(Problem.MalformedBody.class);
      return;
    }

    JsonNode seen = OTHERS.readTree(body);
    assertThat(names(read)).containsExactlyElementsOf(names(seen));
  }

  private static Iterable<String> names(JsonNode node) {
    Iterator<String> names = node.fieldNames();
    return () -> names;
  }
}
