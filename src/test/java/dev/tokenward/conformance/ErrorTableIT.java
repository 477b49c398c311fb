package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Wire.Reply;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the contract's table of errors that belong to no single route, in the envelope. */
class ErrorTableIT {

  private static final String TOO_LARGE =
      """
      {"status":"error","messages":"The body is larger than 64 KiB.","payload":null}""";
  private static final String UNSUPPORTED =
      """
      {"status":"error","messages":"Unsupported content type. Send application/json.",\
      "payload":null}""";
  private static final String MALFORMED_ADDRESS =
      """
      {"status":"error","messages":"The address of the request is malformed.","payload":null}""";

  @Test
  void aBodyOfOneByteTooManyIsTooLarge() {
    Expect.answer(Given.post(Given.admin(), Given.TOKENS, bodyOf(64 * 1024 + 1)), 413, TOO_LARGE);
  }

  @Test
  void aBodyOf64KibIsNotTooLarge() {
    Json.payload(Given.post(Given.admin(), Given.TOKENS, bodyOf(64 * 1024)));
  }

  @Test
  void aBodyInChunksIsTooLargeAsWell() {
    Reply reply = chunked(bodyOf(64 * 1024 + 1));

    assertAnswer(reply, 413, TOO_LARGE);
    assertThat(reply.values("Connection")).containsExactly("close");
  }

  @Test
  void aBodyInChunksOf64KibIsNotTooLarge() {
    assertThat(chunked(bodyOf(64 * 1024)).status()).isEqualTo(200);
  }

  @Test
  void aBodyThatIsOnlyAnnouncedIsTooLargeAtOnce() {
    Reply reply =
        Wire.send(
            Target.shared(),
            "POST " + Given.TOKENS + " HTTP/1.1",
            "Content-Type: application/json",
            "Content-Length: 10000000000");

    assertAnswer(reply, 413, TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x", "nonsense"})
  void otherContentTypesAreNotSupported(String type) {
    Reply reply =
        Wire.sendBody(
            Target.shared(),
            "x",
            "POST " + Given.TOKENS + " HTTP/1.1",
            "Authorization: Bearer " + Target.sharedAdminToken(),
            "Content-Type: " + type,
            "Content-Length: 1");

    assertAnswer(reply, 415, UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/api/v1/%zz", "/api/v1/users/me?x=%zz", "/api/v1/users/%"})
  void aMalformedAddressIsABadRequest(String address) {
    Reply reply = Wire.send(Target.shared(), "GET " + address + " HTTP/1.1");

    assertAnswer(reply, 400, MALFORMED_ADDRESS);
    assertThat(reply.values("WWW-Authenticate")).containsExactly(Expect.INVALID_REQUEST);
  }

  @Test
  void aControlCharacterInAnAddressIsABadRequest() {
    assertAnswer(Wire.send(Target.shared(), "GET /api/v1/\u0001 HTTP/1.1"), 400, MALFORMED_ADDRESS);
  }

  @Test
  void anEncodedNullCharacterIsTheIdOfNothing() {
    Response answer = Given.admin().urlEncodingEnabled(false).delete(Given.TOKENS + "/%00");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.asString()).isEmpty();
  }

  @Test
  void aLongAddressIsTooLong() {
    Expect.answer(
        Given.admin().get("/api/v1/" + "a".repeat(8 * 1024)),
        414,
        """
        {"status":"error","messages":"The address is too long.","payload":null}""");
  }

  @Test
  void anEndlessAddressIsTooLong() {
    Reply reply = Wire.send(Target.shared(), "GET /" + "a".repeat(40_000) + " HTTP/1.1");

    assertThat(reply.status()).isEqualTo(414);
  }

  @Test
  void largeHeadersAreTooLarge() {
    Expect.answer(
        Given.admin().header("X-Large", "a".repeat(16 * 1024)).get(Given.ME),
        431,
        """
        {"status":"error","messages":"The headers are too large.","payload":null}""");
  }

  @Test
  void endlessHeadersAreTooLarge() {
    Reply reply =
        Wire.send(Target.shared(), "GET /health HTTP/1.1", "X-Endless: " + "a".repeat(80_000));

    assertThat(reply.status()).isEqualTo(431);
  }

  @Test
  void whatIsNoHttpIsABadRequest() {
    assertThat(Wire.send(Target.shared(), "GARBAGE").status()).isEqualTo(400);
  }

  @Test
  void aUserWhoIsNotThereIsAnErrorWithStatus200() {
    Expect.answer(Given.admin().get(Given.USERS + "/999999999"), 200, Expect.NO_USER);
  }

  private static void assertAnswer(Reply reply, int status, String body) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.values("Content-Type")).containsExactly("application/json");
    assertThat(reply.body()).isEqualTo(body);
  }

  private static String bodyOf(int bytes) {
    String frame = "{\"padding\":\"\"}";
    return "{\"padding\":\"" + "x".repeat(bytes - frame.length()) + "\"}";
  }

  private static Reply chunked(String body) {
    String chunks = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    return Wire.sendBody(
        Target.shared(),
        chunks,
        "POST " + Given.TOKENS + " HTTP/1.1",
        "Authorization: Bearer " + Target.sharedAdminToken(),
        "Content-Type: application/json",
        "Transfer-Encoding: chunked");
  }
}
