package dev.tokenward.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
    if (!isTransferCodingKnown(request)) {
      return Optional.of(ErrorAnswers.of(UnreadableRequest.malformed()));
    }
    if (request.uri().length() > MAX_ADDRESS) {
      return Optional.of(ErrorAnswers.ofStatus(414));
    }
    if (!addressIsForeign && !isAddress(request.uri())) {
      return Optional.of(ErrorAnswers.ofStatus(400));
    }
    Optional<ErrorAnswer> ofHeaders = refusalOfHeaders(request);
    if (ofHeaders.isPresent()) {
      return ofHeaders;
    }
    return announcedBody(request) > MAX_BODY
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
   * The server takes a body in a coding it does not know for no body at all, and what is in it for
   * the next request (RFC 9112 section 6.1).
   */
  private static boolean isTransferCodingKnown(HttpServerRequest request) {
    @Nullable String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
    return coding == null
        || (coding.equalsIgnoreCase("chunked")
            && request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).size() == 1);
  }

  /**
   * Headers that are too many; or not one Host, so that a proxy in front may have meant another
   * (RFC 9112 section 3.2). One look at each, because every request pays for it.
   */
  private static Optional<ErrorAnswer> refusalOfHeaders(HttpServerRequest request) {
    int size = 0;
    int hosts = 0;
    for (var header : request.headers()) {
      size += header.getKey().length() + header.getValue().length();
      hosts += header.getKey().equalsIgnoreCase(HOST) ? 1 : 0;
    }
    if (size > MAX_HEADERS) {
      return Optional.of(ErrorAnswers.ofStatus(431));
    }
    return hosts == 1 || request.version() != HttpVersion.HTTP_1_1
        ? Optional.empty()
        : Optional.of(ErrorAnswers.of(UnreadableRequest.malformed()));
  }

  private static long announcedBody(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
