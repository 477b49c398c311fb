package dev.tokenward.conformance;

import dev.tokenward.process.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** HTTP/1.1 written byte by byte, for requests that no well-behaved client would send. */
final class Wire {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Wire() {}

  /**
   * What came back.
   *
   * @param status of the first line
   * @param headers one per line, as they came
   * @param body the rest
   */
  record Reply(int status, List<String> headers, String body) {

    /** The values of a header, one per line it had. */
    List<String> values(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .toList();
    }
  }

  /** Sends a request without a body from the address that the system chooses. */
  static Reply send(Target target, String requestLine, String... headers) {
    return exchange(target, "", "", requestLine, headers);
  }

  /** Sends a request without a body from one of this machine's addresses; blank for any. */
  static Reply sendFrom(Target target, String from, String requestLine, String... headers) {
    return exchange(target, from, "", requestLine, headers);
  }

  /** Sends a request with a body, in one piece; the headers have to say how long it is. */
  static Reply sendBody(Target target, String body, String requestLine, String... headers) {
    return exchange(target, "", body, requestLine, headers);
  }

  /** Sends a request that keeps the connection and a second one behind it, in one piece. */
  static Reply sendTwo(Target target, String first, String second, String... headersOfSecond) {
    String host = "Host: " + target.baseUri().getAuthority();
    String requests =
        lines(Stream.of(first, host))
            + lines(Stream.concat(Stream.of(second, host), Stream.of(headersOfSecond)));
    String answers = answer(target, "", requests);
    return parsed(answers.substring(answers.lastIndexOf("HTTP/1.1 ")));
  }

  /** Sends exactly this text; all that came back until the connection ended. */
  static String sendRaw(Target target, String requests) {
    return answer(target, "", requests);
  }

  private static Reply exchange(
      Target target, String from, String body, String requestLine, String... headers) {
    Stream<String> first =
        Stream.of(requestLine, "Host: " + target.baseUri().getAuthority(), "Connection: close");
    return parsed(answer(target, from, lines(Stream.concat(first, Stream.of(headers))) + body));
  }

  private static String lines(Stream<String> head) {
    return head.map(line -> line + "\r\n").reduce("", String::concat) + "\r\n";
  }

  private static String answer(Target target, String from, String request) {
    try (Socket socket = connect(target.baseUri(), from)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Socket connect(URI uri, String from) throws IOException {
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    Socket socket = new Socket();
    if (!from.isEmpty()) {
      socket.bind(new InetSocketAddress(from, 0));
    }
    socket.connect(new InetSocketAddress(from.isEmpty() ? uri.getHost() : "127.0.0.1", port));
    return socket;
  }

  private static Reply parsed(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("Not an HTTP answer: '" + answer + "'");
    }
    List<String> lines = answer.substring(0, end).lines().toList();
    int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
    return new Reply(status, lines.subList(1, lines.size()), answer.substring(end + 4));
  }
}
