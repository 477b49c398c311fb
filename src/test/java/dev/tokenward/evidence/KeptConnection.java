package dev.tokenward.evidence;

import dev.tokenward.evidence.Socketry.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to a service that stays open from request to request; for one thread at a time.
 */
final class KeptConnection implements AutoCloseable {

  /** Stands for the status where there was no answer. */
  static final int NO_ANSWER = 0;

  private static final Answer NONE = new Answer(NO_ANSWER, Map.of(), "");
  private static final int PATIENCE_MILLIS = 10_000;

  private final InetSocketAddress address;
  private Socket socket;
  private InputStream input;

  KeptConnection(URI server) {
    this.address = new InetSocketAddress(server.getHost(), server.getPort());
  }

  /** A request without a body. */
  static String get(String path, String authorization) {
    return request("GET", path, authorization, "");
  }

  static String request(String method, String path, String authorization, String json) {
    return """
        %s %s HTTP/1.1\r
        Host: localhost\r
        Accept: application/json\r
        Authorization: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(method, path, authorization, json.length(), json);
  }

  /** Sends a request and waits for its answer, whose status is {@link #NO_ANSWER} without one. */
  Answer ask(String request) {
    try {
      if (socket == null) {
        open();
      }
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Optional<Answer> answer = Socketry.read(input, false);
      if (answer.isEmpty() || "close".equals(answer.get().headers().get("connection"))) {
        close();
      }
      return answer.orElse(NONE);
    } catch (IOException broken) {
      close();
      return NONE;
    }
  }

  private void open() throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address, PATIENCE_MILLIS);
    input = new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException closedAlready) {
      return;
    } finally {
      socket = null;
    }
  }
}
