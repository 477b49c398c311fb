package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.arc.Arc;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request that the server could not read to its end: only the headers before what is
 * wrong are known, and nothing behind it can be told apart. Vert.x calls it in the request's turn.
 * It is no bean, and so asks for the one that it needs.
 *
 * @param vertx whose event loop the request is on
 */
record UnreadableRequest(Vertx vertx) implements Handler<HttpServerRequest> {

  @Override
  public void handle(HttpServerRequest request) {
    ErrorAnswer error = error(request.decoderResult().cause());
    boolean isQuestion = ProxyAnswer.isPlaceOfQuestions(request.path());
    Rendering rendering = isQuestion ? Rendering.PROBLEM : Rendering.of(request.headers());
    HttpServerResponse response = request.response();
    Occurrence occurrence = Occurrence.of(request);
    occurrence.addTo(response.headers());
    SecurityHeaders.addTo(response.headers());
    Arc.container().instance(SecureTransport.class).get().announce(request);
    if (isQuestion) {
      ProblemHeader.addTo(response.headers(), error, occurrence);
    }
    error.headers().forEach(response::putHeader);
    send(
        error.status(rendering),
        error.contentType(rendering),
        error.text(rendering, occurrence),
        response);
  }

  private static ErrorAnswer error(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return ErrorAnswers.ofStatus(414);
    }
    return cause instanceof TooLongHttpHeaderException
        ? ErrorAnswers.ofStatus(431)
        : ErrorAnswers.of(malformed());
  }

  static Problem malformed() {
    return new Problem.MalformedRequest("The request is malformed.");
  }

  /**
   * The whole answer goes out at once. Its end, with which Vert.x closes the connection, comes
   * later, for the reason that {@link RequestBounds#LINGER} has.
   */
  private void send(
      int status, String contentType, @Nullable String text, HttpServerResponse response) {
    Buffer body = Buffer.buffer(text == null ? "" : text);
    response.setStatusCode(status);
    response.putHeader("Content-Type", contentType);
    response.putHeader("Content-Length", Integer.toString(body.length()));
    response.putHeader("Connection", "close");
    response.write(body);
    vertx.setTimer(RequestBounds.LINGER.toMillis(), late -> end(response));
  }

  private static void end(HttpServerResponse response) {
    if (!response.closed()) {
      response.end();
    }
  }
}
