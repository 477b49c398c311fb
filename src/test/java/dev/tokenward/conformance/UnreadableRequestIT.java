package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Target;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be read as HTTP at all gets an answer like every other error. */
class UnreadableRequestIT {

  private static final String MALFORMED =
      """
      {"status":"error","messages":"The request is malformed.","payload":null}""";
  private static final String TOO_LONG =
      """
      {"status":"error","messages":"The address is too long.","payload":null}""";
  private static final String TOO_LARGE =
      """
      {"status":"error","messages":"The headers are too large.","payload":null}""";

  private static final String ME = "GET " + Given.ME + " HTTP/1.1";
  private static final String CREATE = "POST " + Given.TOKENS + " HTTP/1.1";
  private static final String PROBLEM = "Accept: application/problem+json";

  static Stream<Named<Supplier<Reply>>> malformed() {
    return Stream.of(
        Named.of("control character in a token", () -> send(ME, "Authorization: Bearer abc\u0001")),
        Named.of("null character in a header", () -> send(ME, "X: a\u0000b")),
        Named.of("control character in a name", () -> send(ME, "X\u0001: a")),
        Named.of("header without a colon", () -> send(ME, "no colon at all")),
        Named.of("length that is no number", () -> send(CREATE, "Content-Length: x")),
        Named.of("negative length", () -> send(CREATE, "Content-Length: -1")),
        Named.of("two lengths", () -> send(CREATE, "Content-Length: 1", "Content-Length: 2")),
        Named.of(
            "length and chunks",
            () -> send(CREATE, "Content-Length: 1", "Transfer-Encoding: chunked")),
        Named.of("one word", () -> send("GARBAGE")),
        Named.of("bytes", () -> send("\u0016\u0003\u0001\u0002")),
        Named.of(
            "behind another request",
            () -> Wire.sendTwo(Target.shared(), "GET /health HTTP/1.1", ME, "X: \u0001")));
  }

  static Stream<Named<Supplier<Reply>>> unreadable() {
    return Stream.concat(
        malformed(),
        Stream.of(
            Named.of("endless address", UnreadableRequestIT::endlessAddress),
            Named.of("endless headers", UnreadableRequestIT::endlessHeaders)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsMalformedIsABadRequest(Supplier<Reply> request) {
    Reply reply = request.get();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(MALFORMED);
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
  }

  @Test
  void anEndlessAddressIsTooLong() {
    Reply reply = endlessAddress();

    assertThat(reply.status()).isEqualTo(414);
    assertThat(reply.body()).isEqualTo(TOO_LONG);
    assertThat(reply.values("WWW-Authenticate")).isEmpty();
  }

  @Test
  void endlessHeadersAreTooLarge() {
    Reply reply = endlessHeaders();

    assertThat(reply.status()).isEqualTo(431);
    assertThat(reply.body()).isEqualTo(TOO_LARGE);
    assertThat(reply.values("WWW-Authenticate")).isEmpty();
  }

  @Test
  void whoStillSendsCanReadTheAnswer() {
    assertThat(send(ME, "X: " + "a".repeat(8_000_000)).body()).isEqualTo(TOO_LARGE);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void theAnswerHasTheHeadersThatEveryAnswerHas(Supplier<Reply> request) {
    Reply reply = request.get();

    assertThat(reply.values("Content-Type")).containsExactly("application/json");
    assertThat(reply.values("Cache-Control"))
        .containsExactly("max-age=0, must-revalidate, no-cache, no-store, private");
    assertThat(reply.values("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(reply.values("X-Frame-Options")).containsExactly("DENY");
    assertThat(reply.values("Referrer-Policy")).containsExactly("same-origin");
    assertThat(reply.values("Content-Security-Policy")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void theConnectionEndsWithTheAnswer(Supplier<Reply> request) {
    assertThat(request.get().values("Connection")).containsExactly("close");
  }

  @Test
  void theAnswerIsAProblemDocumentForWhoHasAskedForOneByThen() {
    Reply reply = send(ME, PROBLEM, "Authorization: Bearer abc\u0001");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.values("Content-Type")).containsExactly("application/problem+json");
    JsonNode problem = Json.parse(reply.body());
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    assertThat(problem.get("detail").asText()).isEqualTo("The request is malformed.");
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
  }

  @Test
  void theAnswerRepeatsNothingOfTheRequest() {
    Reply reply = send(ME, "Authorization: Bearer abc\u0001");

    assertThat(reply.headers()).noneMatch(line -> line.contains("abc"));
    assertThat(reply.body()).doesNotContain("abc");
  }

  private static Reply endlessAddress() {
    return send("GET /" + "a".repeat(40_000) + " HTTP/1.1");
  }

  private static Reply endlessHeaders() {
    return send(ME, "X-Endless: " + "a".repeat(80_000));
  }

  private static Reply send(String requestLine, String... headers) {
    return Wire.send(Target.shared(), requestLine, headers);
  }
}
