package dev.tokenward.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The phrase that belongs to a status (RFC 9110 section 15). */
final class HttpTitle {

  private HttpTitle() {}

  static String of(int status) {
    return switch (status) {
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 422 -> "Unprocessable Content";
      default -> HttpResponseStatus.valueOf(status).reasonPhrase();
    };
  }
}
