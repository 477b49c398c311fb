package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each problem of the domain looks like from outside, in both renderings. */
class ErrorAnswersTest {

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(
            new Problem.Unauthenticated("the reason"),
            401,
            "{\"error\":\"Unauthorized or unauthenticated.\"}",
            401),
        Arguments.of(
            Problem.Forbidden.whateverTheScopes(),
            403,
            "{\"status\":\"error\",\"messages\":403,\"payload\":null}",
            403),
        Arguments.of(
            new Problem.Invalid(Map.of("name", List.of("No."))),
            200,
            "{\"status\":\"error\",\"messages\":{\"name\":[\"No.\"]},\"payload\":null}",
            422),
        Arguments.of(
            new Problem.NotFound("None."),
            200,
            "{\"status\":\"error\",\"messages\":\"None.\",\"payload\":null}",
            404),
        Arguments.of(new Problem.NotFoundSilently(), 404, null, 404),
        Arguments.of(
            new Problem.Conflict("Not now."),
            200,
            "{\"status\":\"error\",\"messages\":\"Not now.\",\"payload\":null}",
            409),
        Arguments.of(
            new Problem.MalformedRequest("What?"),
            400,
            "{\"status\":\"error\",\"messages\":\"What?\",\"payload\":null}",
            400),
        Arguments.of(
            new Problem.MalformedBody(),
            422,
            "{\"status\":\"error\",\"messages\":\"Invalid JSON\",\"payload\":null}",
            422),
        Arguments.of(
            new Problem.TooManyRequests(Duration.ofSeconds(37), "per-minute"),
            429,
            "{\"status\":\"error\",\"messages\":\"Too many requests. Try again in 37 seconds.\","
                + "\"status_code\":429,\"retryAfter\":37}",
            429),
        Arguments.of(
            new Problem.Unavailable(Duration.ofSeconds(1)),
            503,
            "{\"status\":\"error\",\"messages\":\"The service cannot answer at the moment. Try again in"
                + " 1 second.\",\"payload\":null}",
            503));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aProblemHasSnipeItsStatusAndBodyAndAnHonestStatus(
      Problem problem, int status, String body, int honestStatus) throws Exception {
    try (RoutedRequest requests =
        new RoutedRequest(context -> described(ErrorAnswers.of(problem, context)))) {
      assertThat(requests.get("/api/v1/users/me"))
          .isEqualTo(status + " " + body + " " + honestStatus);
    }
  }

  /** The list above is complete: a new problem has to be added to it. */
  @Test
  void everyProblemHasAnAnswer() {
    assertThat(problems().<Class<?>>map(arguments -> arguments.get()[0].getClass()).toList())
        .containsExactlyInAnyOrder(Problem.class.getPermittedSubclasses());
  }

  @Test
  void theReasonOfARefusalIsNeverTold() throws Exception {
    try (RoutedRequest requests = new RoutedRequest(ErrorAnswersTest::refusedForAReason)) {
      assertThat(requests.get("/")).contains("Unauthorized").doesNotContain("the reason");
    }
  }

  @Test
  void whoLacksAPermissionIsToldWhich() {
    ErrorAnswer answer = ErrorAnswers.of(Problem.Forbidden.without("users.edit"));

    assertThat(answer.headers())
        .containsEntry(
            "WWW-Authenticate",
            List.of(
                "Bearer realm=\"tokenward\", error=\"insufficient_scope\", scope=\"users.edit\""));
    assertThat(answer.detail()).startsWith("This needs the permission users.edit. ");
  }

  @Test
  void whoWouldNeedMoreThanAPermissionIsToldOfNone() {
    ErrorAnswer answer = ErrorAnswers.of(Problem.Forbidden.whateverTheScopes());

    assertThat(answer.headers())
        .containsEntry(
            "WWW-Authenticate",
            List.of("Bearer realm=\"tokenward\", error=\"insufficient_scope\""));
  }

  @Test
  void whoHasToWaitIsToldHowLong() {
    assertThat(ErrorAnswers.unavailable(7).headers()).containsEntry("Retry-After", List.of("7"));
    assertThat(ErrorAnswers.unavailable(7).detail()).endsWith("Try again in 7 seconds.");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 406, 408, 411, 413, 414, 415, 417, 422, 426, 431, 500, 501})
  void whatTheFrameworkRefusesHasASentenceInBothRenderings(int status) {
    ErrorAnswer answer = ErrorAnswers.ofStatus(status);

    assertThat(answer.text(Rendering.SNIPE_IT)).startsWith("{\"status\":\"error\",\"messages\":\"");
    assertThat(answer.text(Rendering.PROBLEM))
        .startsWith("{\"type\":\"about:blank\",\"title\":\"")
        .contains("\"status\":" + answer.status(Rendering.PROBLEM) + ",\"detail\":\"");
    assertThat(answer.contentType(Rendering.PROBLEM)).isEqualTo("application/problem+json");
    assertThat(answer.contentType(Rendering.SNIPE_IT)).isEqualTo("application/json");
  }

  @Test
  void aProblemDocumentSaysWhichFieldsAreWrong() throws Exception {
    Problem invalid = new Problem.Invalid(Map.of("name", List.of("No.")));
    try (RoutedRequest requests =
        new RoutedRequest(context -> ErrorAnswers.of(invalid, context).text(Rendering.PROBLEM))) {
      assertThat(requests.get("/"))
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,"
                  + "\"detail\":\"Some fields are not valid.\",\"errors\":{\"name\":[\"No.\"]}}");
    }
  }

  private static String refusedForAReason(RoutingContext context) {
    ErrorAnswer answer = ErrorAnswers.of(new Problem.Unauthenticated("the reason"), context);
    return answer + answer.text(Rendering.SNIPE_IT) + answer.text(Rendering.PROBLEM);
  }

  private static String described(ErrorAnswer answer) {
    return answer.status(Rendering.SNIPE_IT)
        + " "
        + answer.text(Rendering.SNIPE_IT)
        + " "
        + answer.status(Rendering.PROBLEM);
  }

  @Test
  void whatCantBeAnsweredAtTheMomentIsAProblemOfItsRegisteredType() {
    assertThat(ErrorAnswers.unavailable(1).text(Rendering.PROBLEM))
        .startsWith(
            "{\"type\":\"https://iana.org/assignments/http-problem-types#temporary-reduced-capacity\",");
  }
}
