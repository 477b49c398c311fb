package dev.tokenward.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sends bytes to a server and reads one HTTP answer, within a time. */
final class Socketry {

  private static final int LARGEST_BODY = 10_000_000;

  private Socketry() {}

  /** No answer in time. */
  static final class HangException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HangException(Throwable cause) {
      super("No answer in time", cause);
    }
  }

  /**
   * An answer.
   *
   * @param status of the first line
   * @param headers by name in lower case; of several of one name the last
   * @param body decoded from its transfer coding
   */
  record Answer(int status, Map<String, String> headers, String body) {

    boolean isJson() {
      return headers.getOrDefault("content-type", "").contains("json");
    }
  }

  /**
   * Sends a request on a connection of its own from one of this machine's addresses.
   *
   * @return the answer, or empty when the server closed the connection without one
   * @throws HangException when neither happens in time
   */
  static Optional<Answer> send(URI server, String from, RawRequest request, int millis) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.setSoTimeout(millis);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), millis);
      write(socket, request.bytes());
      return read(new BufferedInputStream(socket.getInputStream()), request.isHead());
    } catch (SocketTimeoutException late) {
      throw new HangException(late);
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  /** A server that refuses early closes while this still writes, and its answer may be there. */
  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException refusedEarly) {
      return;
    }
  }

  /** The next answer of a connection; empty when there is none any more. */
  static Optional<Answer> read(InputStream input, boolean head) throws IOException {
    while (true) {
      String statusLine = line(input);
      if (!statusLine.matches("HTTP/1\\.[01] [0-9]{3} .*")) {
        return Optional.empty();
      }
      int status = Integer.parseInt(statusLine.substring(9, 12));
      Map<String, String> headers = headers(input);
      if (status == 101 || status >= 200) {
        boolean bodiless = head || status == 101 || status == 204 || status == 304;
        return Optional.of(new Answer(status, headers, bodiless ? "" : body(input, headers)));
      }
    }
  }

  private static Map<String, String> headers(InputStream input) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String body(InputStream input, Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunks(input);
    }
    String length = headers.get("content-length");
    byte[] body =
        length == null
            ? input.readNBytes(LARGEST_BODY)
            : input.readNBytes(Math.min(LARGEST_BODY, Integer.parseInt(length)));
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String chunks(InputStream input) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(input); size > 0; size = chunkSize(input)) {
      body.write(input.readNBytes(size));
      line(input);
    }
    line(input);
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int chunkSize(InputStream input) throws IOException {
    String line = line(input);
    return line.isEmpty() ? 0 : Integer.parseInt(line.strip(), 16);
  }

  private static String line(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
