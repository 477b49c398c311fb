package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.evidence.Socketry.Answer;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Service;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand clients who connect and say nothing, never end what they say, send headers without end
 * or ask without reading the answers keep nobody else from being answered.
 */
@Alone
class SlowClientsIT {

  private static final int CLIENTS = 1_000;
  private static final int PIPELINED = 20;
  private static final int OVERSIZED = 100_000;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SOME = 200;
  private static final int TOKENS = 20;

  private static Service service;
  private static Requests requests;
  private static List<Made> valid;
  private static Made token;
  private static Made revoked;

  private final List<Socket> slow = new ArrayList<>();
  private Traffic traffic;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    requests = Requests.to(service);
    valid = IntStream.range(0, TOKENS).mapToObj(i -> requests.makeToken("Token")).toList();
    token = valid.get(0);
    revoked = requests.makeToken("Revoked");
    requests.revoke(revoked);
  }

  @AfterAll
  static void stopService() {
    service.close();
  }

  @BeforeEach
  void beginTraffic() {
    traffic = Traffic.to(List.of(service), requests, valid, revoked);
    traffic.awaitPassed(Set.of(service), SOME);
  }

  @AfterEach
  void endTraffic() throws IOException {
    traffic.close();
    for (Socket socket : slow) {
      socket.close();
    }
  }

  @Test
  void clientsWhoSayNothingDoNoHarm() {
    connectAll("");

    assertOthersAreAnswered();
  }

  @Test
  void clientsWhoNeverEndTheirHeadersDoNoHarm() {
    connectAll("GET " + Requests.ME + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

    for (int round = 0; round < 5; round++) {
      slow.forEach(socket -> say(socket, "a"));
      assertOthersAreAnswered();
    }
  }

  @Test
  void clientsWhoNeverEndTheirBodyDoNoHarm() {
    String whole = KeptConnection.request("POST", Requests.TOKENS, authorization(), "{\"name\":1}");
    connectAll(whole.substring(0, whole.length() - 1));

    assertOthersAreAnswered();
  }

  @Test
  void clientsWithOversizedHeadersAreRefusedAndDoNoHarm() {
    String header = "GET " + Requests.ME + " HTTP/1.1\r\nHost: localhost\r\nX-Large: ";
    connectAll(header + "a".repeat(OVERSIZED) + "\r\n\r\n");

    assertOthersAreAnswered();
    assertThat(slow).allMatch(socket -> statusFrom(input(socket)) != 200);
  }

  /** They are work too, which others may have to wait for: but nobody is refused for it. */
  @Test
  void clientsWhoAskAheadAreAnsweredInOrderAndDoNoHarm() {
    connectAll(KeptConnection.get(Requests.ME, authorization()).repeat(PIPELINED));

    traffic.awaitPassed(Set.of(service), SOME);
    traffic.assertFlawless();
    InputStream answers = input(slow.get(0));
    for (int i = 0; i < PIPELINED; i++) {
      assertThat(statusFrom(answers)).isEqualTo(200);
    }
  }

  private void assertOthersAreAnswered() {
    traffic.awaitPassed(Set.of(service), SOME);
    assertThat(requests.statusOf(token)).isEqualTo(200);
    traffic.assertFlawless();
    traffic.assertAllDecided();
  }

  private static String authorization() {
    return "Bearer " + token.text();
  }

  private void connectAll(String said) {
    for (int i = 0; i < CLIENTS; i++) {
      slow.add(connect());
      say(slow.get(i), said);
    }
  }

  private static Socket connect() {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.baseUri().getPort());
      socket.setSoTimeout(PATIENCE_MILLIS);
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A server that refuses early closes while this still writes. */
  private static void say(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException refusedEarly) {
      return;
    }
  }

  private static InputStream input(Socket socket) {
    try {
      return new BufferedInputStream(socket.getInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int statusFrom(InputStream input) {
    try {
      Optional<Answer> answer = Socketry.read(input, false);
      return answer.map(Answer::status).orElse(KeptConnection.NO_ANSWER);
    } catch (IOException closed) {
      return KeptConnection.NO_ANSWER;
    }
  }
}
