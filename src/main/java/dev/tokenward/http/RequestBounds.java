package dev.tokenward.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a request may measure, and that its address is one. The server has bounds of its own above
 * these (application.properties); they are there for its memory, and what it refuses by itself is
 * answered by {@link UnreadableRequest}.
 */
final class RequestBounds {

  /** The largest body, in bytes. */
  static final int MAX_BODY = 64 * 1024;

  private static final int MAX_ADDRESS = 8 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final String HOST = "host";
  private static final String CONTENT_LENGTH = "content-length";
  private static final String TRANSFER_ENCODING = "transfer-encoding";

  /** Long enough for a client to read why, before the connection is gone. */
  static final Duration LINGER = Duration.ofSeconds(2);

  /** Connections on which an answer said that it is the last one, until they are closed. */
  private static final Set<HttpConnection> ENDING = ConcurrentHashMap.newKeySet();

  private RequestBounds() {}

  /** Whether a request came behind one that was answered with the end of the connection. */
  static boolean comesTooLate(HttpServerRequest request) {
    return !ENDING.isEmpty() && ENDING.contains(request.connection());
  }

  /**
   * What a request is refused with, before anything reads it; empty when it is fine.
   *
   * @param request any
   * @param addressIsForeign whether what is in the address is for others to read, who may be
   *     content with less than this
   */
  static Optional<ErrorAnswer> refusal(HttpServerRequest request, boolean addressIsForeign) {
    Framing framing = Framing.of(request.headers());
    if (!framing.isTransferCodingKnown()) {
      return Optional.of(ErrorAnswers.of(UnreadableRequest.malformed()));
    }
    if (request.uri().length() > MAX_ADDRESS) {
      return Optional.of(ErrorAnswers.ofStatus(414));
    }
    if (!addressIsForeign && !isAddress(request.uri())) {
      return Optional.of(ErrorAnswers.ofStatus(400));
    }
    if (framing.size() > MAX_HEADERS) {
      return Optional.of(ErrorAnswers.ofStatus(431));
    }
    if (framing.hosts() != 1 && request.version() == HttpVersion.HTTP_1_1) {
      return Optional.of(ErrorAnswers.of(UnreadableRequest.malformed()));
    }
    return framing.announcedBody() > MAX_BODY
        ? Optional.of(ErrorAnswers.ofStatus(413))
        : Optional.empty();
  }

  /**
   * Lets the connection end after the answer, because more of the body may follow. What arrives
   * until then is thrown away: closing at once would take the answer from a client that still
   * sends.
   */
  static void hangUp(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpConnection connection = request.connection();
    if (request.version() == HttpVersion.HTTP_2 || !ENDING.add(connection)) {
      return;
    }
    context.response().putHeader("Connection", "close");
    context.addEndHandler(
        ended -> {
          discardRest(request);
          context.vertx().setTimer(LINGER.toMillis(), unused -> close(connection));
        });
  }

  private static void close(HttpConnection connection) {
    connection.close();
    ENDING.remove(connection);
  }

  private static void discardRest(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.handler(unused -> {}).resume();
    }
  }

  private static boolean isAddress(String uri) {
    return isPlain(uri) || isReference(uri);
  }

  /** Most addresses need no parser. */
  private static boolean isPlain(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '-' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReference(String uri) {
    try {
      return new URI(uri).toString().equals(uri);
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /**
   * What the headers say about their request, from one look at each, because every request pays for
   * it.
   *
   * @param size characters of all names and values
   * @param hosts how many name a host: with another number than one, a proxy in front may have
   *     meant another (RFC 9112 section 3.2)
   * @param codings how many name a coding of the body
   * @param chunked whether the last of these is the one that the server knows
   * @param announcedBody bytes
   */
  private record Framing(int size, int hosts, int codings, boolean chunked, long announcedBody) {

    static Framing of(MultiMap headers) {
      int size = 0;
      int hosts = 0;
      int codings = 0;
      boolean chunked = false;
      long announcedBody = 0;
      for (var header : headers) {
        String name = header.getKey();
        String value = header.getValue();
        size += name.length() + value.length();
        if (name.equalsIgnoreCase(HOST)) {
          hosts++;
        } else if (name.equalsIgnoreCase(CONTENT_LENGTH)) {
          announcedBody = Long.parseLong(value);
        } else if (name.equalsIgnoreCase(TRANSFER_ENCODING)) {
          codings++;
          chunked = value.equalsIgnoreCase("chunked");
        }
      }
      return new Framing(size, hosts, codings, chunked, announcedBody);
    }

    /**
     * The server takes a body in a coding it does not know for no body at all, and what is in it
     * for the next request (RFC 9112 section 6.1).
     */
    boolean isTransferCodingKnown() {
      return codings == 0 || (codings == 1 && chunked);
    }
  }
}
