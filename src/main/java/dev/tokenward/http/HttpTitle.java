package dev.tokenward.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The phrase that belongs to a status (RFC 9110 section 15). */
final class HttpTitle {

  private HttpTitle() {}

  static String of(int status) {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }
}
