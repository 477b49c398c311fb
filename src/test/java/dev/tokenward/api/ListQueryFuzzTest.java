package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.tokenward.http.Fields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.PageRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whatever the query of a list says, a part within the bounds is read, and the next one is named.
 */
class ListQueryFuzzTest {

  private static final int MOST = 500;
  private static final String BASE = "https://tokens.example/base/";
  private static final ListQuery.Reader READER =
      new ListQuery.Reader(() -> MOST, () -> URI.create(BASE));
  private static final List<String> PARAMETERS =
      List.of("limit", "page", "offset", "sort", "order", "search", "name");

  @FuzzTest
  void thePartIsWithinTheBoundsAndTheNextOneHasAnAddress(byte @NotNull [] query) {
    MultivaluedMap<String, String> parameters;
    try {
      parameters = parameters(new String(query, StandardCharsets.UTF_8));
    } catch (ProblemException malformed) {
      return;
    }

    ListQuery list = READER.read(Addresses.with(parameters), List.of("name"));

    PageRequest part = list.request();
    assertThat(part.limit()).isBetween(1, MOST);
    assertThat(part.offset()).isBetween(0, Integer.MAX_VALUE - part.limit());
    assertThat(part.search()).hasSizeLessThanOrEqualTo(255).doesNotContain("\0");
    URI next = URI.create(list.url((long) part.offset() + part.limit()));
    assertThat(next.toString()).startsWith(BASE + "api/v1/users?");
    assertThat(next.getRawQuery()).contains("limit=" + part.limit());
  }

  private static MultivaluedMap<String, String> parameters(String query) {
    RequestFields fields = Fields.ofQuery(query);
    MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
    PARAMETERS.forEach(
        name -> {
          String value = fields.text(name, 10_000).value();
          if (value != null) {
            parameters.add(name, value);
          }
        });
    return parameters;
  }
}
