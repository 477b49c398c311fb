package dev.tokenward.process;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;

/**
 * A backend that answers 200 and, as JSON, what it got: the method, the target, the body, and the
 * headers by their name in lower case.
 */
public final class EchoBackend implements AutoCloseable {

  private static final int LARGEST_HEADERS = 64 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  private EchoBackend() {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setMaxHeaderSize(LARGEST_HEADERS))
            .requestHandler(EchoBackend::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /**
   * Starts one.
   *
   * @return a running backend
   */
  public static EchoBackend started() {
    return new EchoBackend();
  }

  /**
   * Where it listens.
   *
   * @return host and port
   */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              JsonObject headers = new JsonObject();
              for (String name : request.headers().names()) {
                headers.put(
                    name.toLowerCase(Locale.ROOT), new JsonArray(request.headers().getAll(name)));
              }
              String text =
                  new JsonObject()
                      .put("method", request.method().name())
                      .put("target", request.uri())
                      .put("body", body.toString())
                      .put("headers", headers)
                      .encode();
              request
                  .response()
                  .putHeader("Echo-Method", request.method().name())
                  .putHeader("Content-Type", "application/json")
                  .end(text);
            });
  }
}
