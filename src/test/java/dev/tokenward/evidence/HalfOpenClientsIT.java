package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Alone;
import dev.tokenward.process.NamespaceLine;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A thousand clients who vanish without a word, as when a cable is cut: for all the service is told
 * their connections live on. They keep nobody else from being answered, and their connections end.
 */
@Alone
class HalfOpenClientsIT {

  private static final int CLIENTS = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int SOME = 200;
  private static final int TOKENS = 20;

  private static NamespaceLine line;
  private static OwnDatabase database;
  private static Service service;
  private static Requests requests;
  private static List<Made> valid;
  private static Made revoked;

  @BeforeAll
  static void start() {
    line = NamespaceLine.required();
    database = OwnDatabase.on(line.server());
    service =
        line.lead(Service.builder(), database)
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("QUARKUS_HTTP_IDLE_TIMEOUT", IDLE.toString())
            .start();
    requests = Requests.to(service);
    valid = IntStream.range(0, TOKENS).mapToObj(i -> requests.makeToken("Token")).toList();
    revoked = requests.makeToken("Revoked");
    requests.revoke(revoked);
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
      database.close();
      line.close();
    }
  }

  @Test
  void clientsWhoVanishDoNoHarmAndAreForgotten() throws IOException {
    try (Traffic traffic = Traffic.to(List.of(service), requests, valid, revoked)) {
      traffic.awaitPassed(Set.of(service), SOME);
      List<Socket> clients = connected();
      assertThat(line.clientsOf(service)).isEqualTo(CLIENTS);

      line.silenceClients();
      for (Socket client : clients) {
        client.close();
      }

      assertThat(line.clientsOf(service)).as("what nobody told the service").isEqualTo(CLIENTS);
      traffic.awaitPassed(Set.of(service), SOME);
      await().atMost(PATIENCE).until(() -> line.clientsOf(service) == 0);
      traffic.assertFlawless();
      traffic.assertAllDecided();
    }
  }

  /** In the midst of everything: before, within and after a request. */
  private static List<Socket> connected() throws IOException {
    String authorization = "Bearer " + valid.get(0).text();
    String whole = KeptConnection.get(Requests.ME, authorization);
    String creation = KeptConnection.request("POST", Requests.TOKENS, authorization, "{}");
    List<String> said =
        List.of(
            "",
            whole.substring(0, whole.length() / 2),
            whole,
            creation.substring(0, creation.length() - 1));
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(connected(said.get(i % said.size())));
    }
    return clients;
  }

  private static Socket connected(String said) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(line.clients(), 0));
    socket.connect(new InetSocketAddress(service.baseUri().getHost(), service.baseUri().getPort()));
    socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
