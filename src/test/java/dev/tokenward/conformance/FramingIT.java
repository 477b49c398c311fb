package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a request ends (RFC 9112). A proxy in front may see that differently, so what is doubtful
 * is refused, and nothing behind it counts.
 */
class FramingIT {

  private static final String HOST = "Host: " + Target.shared().baseUri().getAuthority() + "\r\n";
  private static final String NEXT = "GET /health HTTP/1.1\r\n" + HOST + "\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"xchunked", "identity", "gzip"})
  void aTransferCodingNobodyKnowsIsABadRequestAndWhatFollowsIsNoRequest(String coding) {
    String answers = create("Transfer-Encoding: " + coding, NEXT);

    assertThat(answers)
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("\r\nConnection: close\r\n");
    assertThat(answers.lastIndexOf("HTTP/1.1 ")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "chunked, chunked"})
  void aSecondCodingBesideTheUsualOneIsABadRequest(String codings) {
    String answers = create("Transfer-Encoding: " + codings, "0\r\n\r\n" + NEXT);

    assertThat(answers).startsWith("HTTP/1.1 400 ");
    assertThat(answers.lastIndexOf("HTTP/1.1 ")).isZero();
  }

  @Test
  void theUsualCodingInAnyCaseIsKnown() {
    String answer = create("Connection: close\r\nTransfer-Encoding: Chunked", "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void whatComesBehindTheLastAnswerIsNotLookedAt() {
    String tooLong = "a".repeat(9_000);

    String answers =
        Wire.sendRaw(Target.shared(), "GET /" + tooLong + " HTTP/1.1\r\n" + HOST + "\r\n" + NEXT);

    assertThat(answers).startsWith("HTTP/1.1 414 ");
    assertThat(answers.lastIndexOf("HTTP/1.1 ")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host: a.example.com\r\nHost: b.example.com\r\n"})
  void aRequestThatDoesNotNameOneHostIsABadRequest(String hosts) {
    String head = "GET /health HTTP/1.1\r\nConnection: close\r\n" + hosts + "\r\n";

    assertThat(Wire.sendRaw(Target.shared(), head)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aRequestOfHttp10NeedsNoHost() {
    String answer = Wire.sendRaw(Target.shared(), "GET /health HTTP/1.0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.0 200 ");
  }

  /** All that is answered to a request for a token, and to what follows its headers. */
  private static String create(String headers, String rest) {
    String head = "POST " + Given.TOKENS + " HTTP/1.1\r\n" + HOST + headers + "\r\n\r\n";
    return Wire.sendRaw(Target.shared(), head + rest);
  }
}
