package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which form a client wants to read an error, by its Accept header. */
class RenderingTest {

  private static RoutedRequest requests;

  @BeforeAll
  static void start() throws Exception {
    requests = new RoutedRequest(context -> Rendering.of(context).name());
  }

  @AfterAll
  static void stop() {
    requests.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                                    | SNIPE_IT",
        "*/*                                                 | SNIPE_IT",
        "image/png                                           | SNIPE_IT",
        ",;,;q=                                              | SNIPE_IT",
        "application/problem+json                            | PROBLEM",
        "APPLICATION/Problem+JSON                            | PROBLEM",
        "application/problem+json;q=0.5, application/json    | SNIPE_IT",
        "application/json, application/problem+json;q=0.999  | SNIPE_IT",
        "application/problem+json, application/json          | PROBLEM",
        "application/problem+json;q=0.5,application/json;q=.5| SNIPE_IT",
        "application/problem+json;q=0.5, */*                 | PROBLEM",
        "application/json;q=0.2, application/problem+json;q=0.20 | PROBLEM",
        "text/html, application/problem+json                 | PROBLEM",
        "application/problem+json;q=0                        | SNIPE_IT",
        "application/problem+json; q=0.000, application/json | SNIPE_IT",
        "text/html                                           | BROWSER",
        "text/html,application/xhtml+xml,*/*;q=0.8           | BROWSER",
        "text/html;q=0                                       | SNIPE_IT",
        "text/html, application/json                         | SNIPE_IT",
        "text/html, application/vnd.x+json                   | SNIPE_IT",
        "text/htmlx                                          | SNIPE_IT",
      })
  void theAcceptHeaderDecides(String accept, String rendering) throws Exception {
    assertThat(requests.get("/", "Accept", accept)).isEqualTo(rendering);
  }

  @Test
  void withoutOneItIsSnipeItsForm() throws Exception {
    assertThat(requests.get("/")).isEqualTo("SNIPE_IT");
  }

  @Test
  void severalHeadersCountTogether() throws Exception {
    assertThat(requests.get("/", "Accept", "text/html", "Accept", "application/problem+json"))
        .isEqualTo("PROBLEM");
  }
}
