package dev.tokenward.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What code makes of a request that really came over a connection. */
final class RoutedRequest implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  /** Answers every request with what a function makes of it. */
  RoutedRequest(Function<RoutingContext, String> function) throws Exception {
    Router router = Router.router(vertx);
    router.route().handler(context -> context.end(function.apply(context)));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  /** The text that the function made of a GET with these headers, alternately name and value. */
  String get(String path, String... headers) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
