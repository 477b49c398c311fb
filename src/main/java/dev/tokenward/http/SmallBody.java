package dev.tokenward.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a body that has to be small, on the event loop, as it comes. */
final class SmallBody {

  private final int most;
  private final Consumer<byte[]> whole;
  private @Nullable Buffer first;
  private boolean refused;

  private SmallBody(int most, Consumer<byte[]> whole) {
    this.most = most;
    this.whole = whole;
  }

  /**
   * Reads the body of a request that was not read yet.
   *
   * @param context of the request
   * @param most bytes
   * @param whole takes all of it, once
   * @param tooLarge is called instead when there are more, before all of them are here
   */
  static void read(RoutingContext context, int most, Consumer<byte[]> whole, Runnable tooLarge) {
    HttpServerRequest request = context.request();
    if (request.isEnded()) {
      whole.accept(new byte[0]);
      return;
    }
    SmallBody body = new SmallBody(most, whole);
    request.handler(chunk -> body.add(chunk, tooLarge));
    request.exceptionHandler(gone -> body.refused = true);
    request.endHandler(ended -> body.end());
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      context.response().writeContinue();
    }
    request.resume();
  }

  private void add(Buffer chunk, Runnable tooLarge) {
    if (refused) {
      return;
    }
    @Nullable Buffer before = first;
    int length = chunk.length() + (before == null ? 0 : before.length());
    if (length > most) {
      refused = true;
      tooLarge.run();
    } else if (before == null) {
      first = chunk;
    } else {
      first = Buffer.buffer(length).appendBuffer(before).appendBuffer(chunk);
    }
  }

  private void end() {
    if (!refused) {
      whole.accept(first == null ? new byte[0] : first.getBytes());
    }
  }
}
