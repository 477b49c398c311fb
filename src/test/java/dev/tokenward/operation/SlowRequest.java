package dev.tokenward.operation;

import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request for a token whose body is held back for as long as the test wants it under way. */
final class SlowRequest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  private final Socket socket;
  private final String body;

  private SlowRequest(Socket socket, String body) {
    this.socket = socket;
    this.body = body;
  }

  /** Sends everything but the last character of the body. */
  static SlowRequest begin(Service service, String username, String password, String body)
      throws IOException {
    String credentials =
        Secrets.register(
            Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
    String head =
        String.join(
            "\r\n",
            "POST " + Tokens.PATH + " HTTP/1.1",
            "Host: " + service.baseUri().getAuthority(),
            "Connection: close",
            "Accept: application/json",
            "Authorization: Basic " + credentials,
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "",
            body.substring(0, body.length() - 1));
    Socket socket = new Socket(service.baseUri().getHost(), service.baseUri().getPort());
    SlowRequest request = new SlowRequest(socket, body);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    request.send(head);
    return request;
  }

  /** Sends the rest and gives the whole answer, without the token in it. */
  String end() throws IOException {
    send(body.substring(body.length() - 1));
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher token = TOKEN.matcher(answer);
    return token.find() ? answer.replace(Secrets.register(token.group(1)), "…") : answer;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
