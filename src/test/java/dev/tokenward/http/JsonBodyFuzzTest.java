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
import java.util.stream.StreamSupport;

/**
 * Whatever is sent as JSON is read as others read it, or refused as malformed. Only names with half
 * of a surrogate pair are for us fields that nobody knows, and for some others malformed.
 */
class JsonBodyFuzzTest {

  private static final ObjectMapper OTHERS = new ObjectMapper();

  @FuzzTest
  void anObjectHasTheFieldsThatOthersSee(byte @NotNull [] body) {
    ObjectNode read;
    try {
      read = BodyFormat.json(body);
    } catch (ProblemException refused) {
      assertThat(refused.problem()).isInstanceOf(Problem.MalformedBody.class);
      return;
    }

    try {
      JsonNode seen = OTHERS.readTree(body);
      assertThat(names(read)).containsExactlyElementsOf(names(seen));
    } catch (IOException refused) {
      assertThat(hasHalfInAName(read)).as(refused.toString()).isTrue();
    }
  }

  private static boolean hasHalfInAName(JsonNode node) {
    return StreamSupport.stream(names(node).spliterator(), false)
            .flatMapToInt(String::codePoints)
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || StreamSupport.stream(node.spliterator(), false)
            .anyMatch(JsonBodyFuzzTest::hasHalfInAName);
  }

  private static Iterable<String> names(JsonNode node) {
    Iterator<String> names = node.fieldNames();
    return () -> names;
  }
}
